import { jsonText, type Json } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { SourceName } from "#shared/model/source.ts";
import { withoutTokens } from "#shared/token-text.ts";

export type SourceChange = Extract<Activity, { kind: "source-changed" }>["change"];

interface Happening {
  readonly change: SourceChange;
  readonly source: SourceName;
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** The audit's line of a change of a source. @param before,after plain data, of which what is undefined is left out */
export function sourceLine(happening: Happening, before?: unknown, after?: unknown): Activity {
  return {
    kind: "source-changed",
    ...happening,
    ...(before === undefined ? {} : { before: textOf(before) }),
    ...(after === undefined ? {} : { after: textOf(after) }),
  };
}

/** The address of a peer may have a token in it, and the audit keeps for ever what is written into it. */
function textOf(value: unknown) {
  return jsonText(JSON.parse(withoutTokens(JSON.stringify(value))) as Json);
}
