/** Who signs in: given to every server under test as OWNER_EMAIL and OWNER_PASSWORD. */
export const OWNER = { email: "owner@example.org", password: "a long enough password" } as const;

export const OWNER_VARIABLES = { OWNER_EMAIL: OWNER.email, OWNER_PASSWORD: OWNER.password } as const;
