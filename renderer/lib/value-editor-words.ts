/** What an editor has to say, in words. */
import { text } from "./messages/messages.ts";
import type { Editor, Objection } from "./value-editor.ts";

export function objectionText(objection: Objection, { unit, type }: Editor): string {
  const t = text.inspector.ask.objections;
  switch (objection.kind) {
    case "below":
      return t.below(withUnit(objection.limit, unit));
    case "above":
      return t.above(withUnit(objection.limit, unit));
    case "not-json":
      return objection.line === undefined ? t.notJson : t.notJsonAt(objection.line, objection.column ?? 1);
    case "other-type":
      return t.otherType(text.inspector.ask.types[type ?? "object"]);
    case "empty":
      return t.empty;
    case "not-a-number":
      return t.notANumber;
    case "too-large":
      return t.tooLarge;
    case "no-choice":
      return t.noChoice;
  }
}

/** The limits its provider names; nothing when it names none. */
export function rangeText({ min, max, unit }: Editor): string | undefined {
  const t = text.inspector.ask;
  if (min !== undefined && max !== undefined) return t.between(min, withUnit(max, unit));
  if (min !== undefined) return text.changes.atLeast(withUnit(min, unit));
  return max === undefined ? undefined : text.changes.atMost(withUnit(max, unit));
}

const withUnit = (number: string, unit: string | undefined) => (unit ? `${number}\u00a0${unit}` : number);
