import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** The registers a request is about. `name` repeats and is taken verbatim; `names` is a comma list.
 *  @returns undefined for all registers: when neither is given, or `names` is empty */
export function namesIn(query: URLSearchParams): RegisterName[] | undefined {
  const names = new Set(query.getAll("name"));
  for (const list of query.getAll("names")) {
    if (list !== "") for (const name of list.split(",")) names.add(name);
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
