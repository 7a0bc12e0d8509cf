/** The token that lets a browser in. It comes once in the address, `#token=…`, and is kept for this tab only. */

const KEY = "regdesk.token";

/** @returns the token an address hands over, and the hash that should take its place */
export function tokenIn(hash: string): { token: string; hash: string } | undefined {
  const [, token, rest = ""] = /^#token=([^&]+)&?(.*)$/s.exec(hash) ?? [];
  return token === undefined ? undefined : { token: decodeURIComponent(token), hash: rest && `#${rest}` };
}

/** Takes the token out of the address bar, where it would end up in bookmarks and screenshots. */
export function adoptToken(): boolean {
  const found = tokenIn(location.hash);
  if (!found) return false;
  sessionStorage.setItem(KEY, found.token);
  history.replaceState(null, "", found.hash || location.pathname);
  return true;
}

export function keptToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}
