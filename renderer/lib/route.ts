/** Where the window stands, as its address tells it: `#/registers?sel=boiler.temp&q=boiler&sort=-age`. Everything a link
 *  should bring back is in here, so that back, forward and reload work. */

import { SECTIONS, type Section } from "#shared/sections.ts";

export { SECTIONS, type Section };

export interface Route {
  readonly section: Section;
  /** What the address says after `?`. */
  readonly query: Readonly<Record<string, string>>;
}

export const HOME: Route = { section: "overview", query: {} };

/** @returns nothing when the hash names no screen */
export function parseRoute(hash: string): Route | undefined {
  const [, path, search = ""] = /^#\/([a-z-]*)(?:\?(.*))?$/s.exec(hash) ?? [];
  const section = SECTIONS.find((known) => known === path);
  if (!section) return undefined;
  return { section, query: Object.fromEntries(new URLSearchParams(search)) };
}

export function formatRoute({ section, query }: Route): string {
  const search = new URLSearchParams(query).toString();
  return `#/${section}${search && `?${search}`}`;
}

/** The route with some of its query replaced; `undefined` takes a key away. */
export function withQuery(route: Route, changes: Readonly<Record<string, string | undefined>>): Route {
  const query = Object.entries({ ...route.query, ...changes }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { ...route, query: Object.fromEntries(query) };
}
