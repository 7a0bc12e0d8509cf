import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** A request has room for 200,000 short names, and to wait for so many would keep the others waiting for a sixth of a second. */
export const MOST_NAMES_ASKED = 50_000;

/** The registers a request is about. `name` repeats and is taken verbatim; `names` is a comma list.
 *  @returns undefined for all registers: when neither is given, or `names` is empty
 *  @throws {RegdeskError} `HEADERS_TOO_LARGE` */
export function namesIn(query: URLSearchParams): RegisterName[] | undefined {
  const names = new Set(query.getAll("name"));
  for (const list of query.getAll("names")) {
    if (list !== "") for (const name of list.split(",")) names.add(name);
  }
  if (names.size > MOST_NAMES_ASKED) {
    const sentence = `names: there are ${names.size}, and a request may have at most ${MOST_NAMES_ASKED}; ask for fewer at a time, or for all registers without any`;
    throw new RegdeskError("HEADERS_TOO_LARGE", sentence, { path: "names" });
  }
  return names.size === 0 ? undefined : ([...names] as RegisterName[]);
}

/** The revision after which the client wants to know what changed; undefined when it wants everything.
 *  @throws {RegdeskError} `SINCE_INVALID` */
export function sinceIn(query: URLSearchParams): number | undefined {
  const text = query.get("since");
  if (text === null) return undefined;
  const since = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(since)) return since;
  const message = `since: ${JSON.stringify(text)} is not a revision; send the one of an earlier answer`;
  throw new RegdeskError("SINCE_INVALID", message, { path: "since" });
}

/** How long the answer may wait for news, in milliseconds; 0 for not at all.
 *  @throws {RegdeskError} `DURATION_INVALID` */
export function waitIn(query: URLSearchParams): number {
  const text = query.get("wait") ?? "";
  if (text === "") return 0;
  try {
    return Math.max(0, parseDuration(text));
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new RegdeskError("DURATION_INVALID", `wait: ${error.message}`, { cause: error, path: "wait" });
  }
}
