/** The number of a row as an address writes it. Ten digits could be more than Postgres' `integer` holds. */
export const ROW_ID = /^[1-9]\d{0,8}$/;
