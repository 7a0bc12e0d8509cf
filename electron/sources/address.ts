import { FetchError } from "./fetch-error.ts";

/** An address as it may be shown and logged: without user, password, token or query, which may be a secret too. */
export function shownAddress(address: string | URL): string {
  const { origin, pathname, search } = new URL(address);
  const path = pathname.replace(/^(.*\/t\/)[^/]+/, "$1…");
  return `${origin}${path === "/" ? "" : path}${search === "" ? "" : "?…"}`;
}

/** @throws {FetchError} `other` when a user or password is part of the address, where it would be stored and shown */
export function withoutCredentials(address: string): URL {
  const url = new URL(address);
  if (url.username === "" && url.password === "") return url;
  throw new FetchError(
    "other",
    `The address ${shownAddress(url)} has a user or a password in it; give them as the source's user and secret instead.`,
  );
}

/** A host's name as sockets take it: without the brackets of an IPv6 address. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, "$1");
}

export function portOf({ port, protocol }: URL): number {
  if (port !== "") return Number(port);
  return protocol === "https:" ? 443 : 80;
}
