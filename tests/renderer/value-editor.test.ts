import { describe, expect, test } from "vitest";
import type { Register } from "#shared/model/register.ts";
import type { JsonText } from "#shared/json.ts";
import { draftOf, editorFor, isOverridable, judge, stepped } from "../../renderer/lib/value-editor.ts";

const describing = (metadata: string | undefined, value = "21.5") =>
  editorFor({ value, metadata } as unknown as Register);

describe("The editor for a register", () => {
  test.each([
    ['{"type":"number"}', "21.5", "number"],
    ['{"type":"integer"}', "21", "number"],
    ['{"type":"boolean"}', "null", "boolean"],
    ['{"type":"string"}', '"a"', "text"],
    ['{"type":"object"}', "{}", "json"],
    ['{"type":"string","enum":["off","eco"]}', '"off"', "choice"],
    ['{"min":0}', "null", "number"],
    ['{"type":"quaternion"}', "true", "boolean"],
    [undefined, '"text"', "text"],
    [undefined, "[]", "json"],
    [undefined, "null", "json"],
  ])("described by %s and holding %s is one for %s", (metadata, value, kind) => {
    expect(describing(metadata, value).kind).toBe(kind);
  });

  test("knows that it is read-only, and is not fooled by inherited keys", () => {
    expect([describing('{"ro":true}').isReadOnly, describing('{"ro":false}').isReadOnly]).toEqual([true, false]);
    expect(describing('{"__proto__":{"ro":true}}').isReadOnly).toBe(false);
  });

  test.each([
    ['{"type":"number"}', "21.55", "0.01"],
    ['{"type":"number","min":0,"max":100}', "62", "1"],
    ['{"type":"integer"}', "21.5", "1"],
    ['{"step":0.5}', "21.5", "0.5"],
  ])("described by %s and holding %s steps by %s", (metadata, value, step) => {
    expect(describing(metadata, value).step).toBe(step);
  });
});

describe("A draft of a number", () => {
  const editor = describing('{"type":"number","min":5,"max":30}');
  const judged = (draft: string) => judge(editor, "number", draft);

  test.each([
    ["21.5", "21.5"],
    ["21,5", "21.5"],
    [" 021.50 ", "21.50"],
    ["+7", "7"],
    ["1e1", "1e1"],
  ])("%j is %s", (draft, value) => {
    expect(judged(draft)).toEqual({ value });
  });

  test("keeps all digits of a large one", () => {
    expect(judge(describing(undefined), "number", "9007199254740993")).toEqual({ value: "9007199254740993" });
  });

  test.each([
    ["", "empty"],
    ["warm", "not-a-number"],
    ["1,000.5", "not-a-number"],
    ["1e999", "too-large"],
  ])("%j is refused: %s", (draft, kind) => {
    expect(judged(draft)).toEqual({ objection: { kind } });
  });

  test("beyond a limit names it, and may be asked for on purpose", () => {
    expect([judged("30.1"), judged("-1")]).toEqual([
      { value: "30.1", objection: { kind: "above", limit: "30" } },
      { value: "-1", objection: { kind: "below", limit: "5" } },
    ]);
    expect(isOverridable({ kind: "above", limit: "30" })).toBe(true);
    expect(isOverridable({ kind: "not-a-number" })).toBe(false);
  });

  test("steps exactly, and stops at the limits", () => {
    const fine = describing('{"type":"number","min":5,"max":30}', "0.1");
    expect([
      stepped(fine, "20.2", 1),
      stepped(fine, "29.95", 1),
      stepped(fine, "5", -1),
      stepped(fine, "?", 1),
    ]).toEqual(["20.3", "30", "5", "5"]);
  });
});

describe("A draft of JSON", () => {
  const editor = describing('{"type":"object"}', "{}");

  test("keeps every digit", () => {
    expect(judge(editor, "json", '{ "id": 9007199254740993 }')).toEqual({ value: '{"id":9007199254740993}' });
  });

  test("that is none says where", () => {
    expect(judge(editor, "json", '{\n  "a": ]\n}')).toEqual({ objection: { kind: "not-json", line: 2, column: 8 } });
    expect(judge(editor, "json", "[1e999]")).toEqual({ objection: { kind: "too-large" } });
  });

  test("of another type than the metadata names is refused, overridably", () => {
    expect(judge(editor, "json", "[1]")).toEqual({ value: "[1]", objection: { kind: "other-type" } });
    expect(judge(describing('{"type":"integer"}'), "json", "1.5").objection).toEqual({ kind: "other-type" });
  });
});

test("a choice must be one of those the metadata names, by meaning", () => {
  const editor = describing('{"enum":["eco",2.0,{"a":1,"b":2}]}');
  expect(judge(editor, "choice", '{"b":2,"a":1}').objection).toBeUndefined();
  expect(judge(editor, "choice", '"off"').objection).toEqual({ kind: "no-choice" });
});

test("an editor starts with the value as one writes it", () => {
  expect(draftOf("text", '"a\\nb"' as JsonText)).toBe("a\nb");
  expect(draftOf("number", "9007199254740993" as JsonText)).toBe("9007199254740993");
  expect(draftOf("number", "null" as JsonText)).toBe("");
  expect(draftOf("json", '{"a":9007199254740993}' as JsonText)).toBe('{\n  "a": 9007199254740993\n}');
});
