/** Links that lead into the window from outside: `regdesk://changes?sel=17` in a mail or a chat. Anybody can write one, so
 *  a link may show something and can do nothing; whatever is not plainly a place in the window is refused. */
import { SECTIONS } from "#shared/sections.ts";
import { SCHEME } from "./app-protocol.ts";

const LONGEST = 2_000;
const MOST_QUERIES = 10;

/** The window's place that a link means, as the part of an address behind the page: `#/changes?sel=17`.
 *  @returns undefined for a link that is refused */
export function placeOf(link: string): string | undefined {
  const url = link.length <= LONGEST ? URL.parse(link) : null;
  const section = SECTIONS.find((known) => known === url?.host);
  if (!url || !section || !isBare(url)) return undefined;
  const query = [...url.searchParams];
  if (query.length > MOST_QUERIES || !query.every(isPlain)) return undefined;
  const search = new URLSearchParams(query).toString();
  return `#/${section}${search && `?${search}`}`;
}

/** Nothing but scheme, host and query. */
function isBare({ protocol, username, password, port, pathname, hash }: URL): boolean {
  return protocol === `${SCHEME}:` && ["", "/"].includes(pathname) && !(username || password || port || hash);
}

/** The keys are the window's own words; a value may be any name, but nothing that a screen does not show. */
function isPlain([key, value]: readonly [string, string]): boolean {
  return /^[a-z][a-zA-Z]{0,19}$/.test(key) && !/\p{C}/u.test(value);
}

/** The link with which Windows and Linux start a program. */
export function linkIn(argv: readonly string[]): string | undefined {
  return argv.find(isLink);
}

/** What comes behind a link may be part of it: whoever wrote the link must not choose Regdesk's options. */
export function withoutLink(argv: readonly string[]): readonly string[] {
  const link = argv.findIndex(isLink);
  return link === -1 ? argv : argv.slice(0, link);
}

const isLink = (argument: string) => argument.toLowerCase().startsWith(`${SCHEME}:`);
