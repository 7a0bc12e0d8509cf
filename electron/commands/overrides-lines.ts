import { parseJson, type JsonText } from "#shared/json.ts";
import type { StandingOverride } from "#shared/model/override.ts";
import { harmless, printable } from "./printable.ts";
import { localTime } from "./runs-lines.ts";
import { timeOrNull } from "./sync-times.ts";

/** An override as programs read it. */
export function overrideAsObject(override: StandingOverride) {
  const { register, value, sourceValue, by, at, note, changeRequest, source } = override;
  return {
    register,
    value: parseJson(value),
    sourceValue: sourceValue === undefined ? null : parseJson(sourceValue),
    by,
    at: timeOrNull(at),
    note: note ?? null,
    changeRequest: changeRequest ?? null,
    source: source ?? null,
  };
}

/** A line for each, nothing when there is none. */
export function overridesAsText(overrides: readonly StandingOverride[]): string {
  return overrides
    .map((override) => {
      const { register, value, by, at, note } = override;
      const why = note === undefined ? "" : `: ${harmless(note)}`;
      return `  overridden here: ${printable(register)} is ${brief(value)}, ${sourceSays(override)} (${harmless(by)}, ${localTime(at) ?? ""}${why})\n`;
    })
    .join("");
}

export function clearedAsText(override: StandingOverride): string {
  return `${printable(override.register)} is not overridden any more: ${sourceSays(override)}.\n`;
}

function sourceSays({ sourceValue }: StandingOverride): string {
  return sourceValue === undefined ? "the source does not have it now" : `the source says ${brief(sourceValue)}`;
}

function brief(text: JsonText): string {
  return harmless(text.length <= 40 ? text : `${text.slice(0, 39)}…`);
}
