/** What a careful technician would want to know before deciding. */
import { parseJson, sameJson } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Register } from "#shared/model/register.ts";
import { brokenLimit } from "./limits.ts";
import { text } from "./messages/messages.ts";
import { metadataOf, unitOf } from "./metadata.ts";
import { editorFor, judge } from "./value-editor.ts";
import { isShort } from "./value-difference.ts";
import { valueWithUnit } from "./value.ts";

export interface Warning {
  /** `bad`: the device itself says that it will not do. */
  readonly tone: "late" | "bad";
  readonly words: string;
}

export function warningsFor(
  { value, previousValue }: Pick<ChangeRequest, "value" | "previousValue">,
  register: Register | undefined,
): Warning[] {
  const t = text.changes;
  if (!register) return [{ tone: "late", words: t.notProvided }];
  const hasMoved = previousValue !== undefined && previousValue !== register.value;
  const broken = brokenRule(value, register);
  const late = [
    register.expiredAt !== undefined && t.expiredRegister,
    hasMoved &&
      (isShort(previousValue)
        ? t.whenAsked(valueWithUnit(previousValue, unitOf(register)))
        : text.inspector.review.moved),
    sameJson(parseJson(value), parseJson(register.value)) && t.same,
  ].filter((words) => words !== false);
  return [
    ...(broken === undefined ? [] : [{ tone: "bad" as const, words: broken }]),
    ...late.map((words) => ({ tone: "late" as const, words })),
  ];
}

/** Which of its own rules a register would break, in words. */
function brokenRule(value: string, register: Register): string | undefined {
  const t = text.inspector.review;
  const editor = editorFor(register);
  if (editor.isReadOnly) return t.readOnly;
  const { objection } = judge(editor, "json", value);
  if (objection?.kind === "other-type") return t.wrongType(text.inspector.ask.types[editor.type ?? "object"]);
  if (objection?.kind === "no-choice") return t.noChoice;
  const limit = brokenLimit(value, metadataOf(register), unitOf(register));
  return limit === undefined ? undefined : text.changes.outside(limit);
}
