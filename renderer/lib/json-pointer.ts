/** Places in a JSON value, as the host asks for them. Source: RFC 6901. */
import type { JsonPointer } from "#shared/model/history.ts";
import type { Step } from "./json-path.ts";

/** Empty for all of the value. */
export function pointerOf(path: readonly Step[]): JsonPointer {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
