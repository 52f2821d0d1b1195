const STUDIO = "/studio";

/**
 * The page to go back to after signing in: a path of this site, else the studio. An address of another site,
 * also one written as `//host` or with a backslash, is never followed.
 */
export function pathWithinSite(wanted: string | string[] | undefined): string {
  if (typeof wanted !== "string") return STUDIO;
  const here = "http://reactline.invalid";
  const url = URL.canParse(wanted, here) ? new URL(wanted, here) : null;
  if (url === null) return STUDIO;
  // next-auth hands over whole addresses of this site; only their path is used, so the host does not matter.
  const path = `${url.pathname}${url.search}`;
  return path.startsWith("/") && !path.startsWith("//") && path !== "/sign-in" && path !== "/"
    ? path
    : STUDIO;
}
