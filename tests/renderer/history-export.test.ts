import { expect, test } from "vitest";
import type { ExportAsked, ExportPage } from "#shared/contract/history.ts";
import { JsonText } from "#shared/json.ts";
import { historyPieces, periodOf, questionsFor, type ExportRange } from "../../renderer/lib/history-export.ts";
import { named } from "../support/builders.ts";

const HOUR = 3_600_000;
const range = (range: Partial<ExportRange>): ExportRange => ({
  ...{ name: "hour", from: "", to: "", grain: "changes" },
  ...range,
});

test("a range ends now, this moment included, or is what was written on this machine's calendar", () => {
  const now = 100 * HOUR;
  expect(periodOf(range({}), now)).toEqual({ from: 99 * HOUR, to: now + 1 });
  expect(periodOf(range({ name: "all" }), now)).toEqual({ from: 0, to: now + 1 });
  const [from, to] = ["2026-11-20T14:00", "2026-11-20T15:30"];
  expect(periodOf(range({ name: "between", from, to }), now)).toEqual({
    from: new Date(2026, 10, 20, 14).getTime(),
    to: new Date(2026, 10, 20, 15, 30).getTime(),
  });
});

test("a range that is no range says what is wrong with it", () => {
  const from = "2026-11-20T14:00";
  expect(periodOf(range({ name: "between", from, to: "" }), 0)).toBe("missing");
  expect(periodOf(range({ name: "between", from, to: from }), 0)).toBe("empty");
});

test("more names than fit into one question are asked for in several", () => {
  const names = Array.from({ length: 2_500 }, (_, index) => named(`r${index}`));
  const period = { from: 0, to: 1 };
  const questions = questionsFor(names, "minutes", period);
  expect(questions.map(({ registers }) => registers?.length)).toEqual([1_000, 1_000, 500]);
  expect(questions.flatMap(({ registers = [] }) => registers)).toEqual(names);
  expect(questionsFor([], "changes", period)).toEqual([{ ...period, grain: "changes" }]);
});

test("page after page becomes text, and says how many of all registers are done", async () => {
  const line = (register: string, at: number) => ({ register: named(register), at, value: JsonText.parse("1.50") });
  const pages: Record<string, ExportPage> = {
    "a b": { lines: [line("a", 0), line("a", 1)], registers: 2, done: 0, next: "1" },
    "a b 1": { lines: [line("b", 2)], registers: 2, done: 2 },
    c: { lines: [], registers: 0, done: 0 },
  };
  const asked: string[] = [];
  const read = ({ registers = [], cursor }: ExportAsked) => {
    const question = [...registers, ...(cursor === undefined ? [] : [cursor])].join(" ");
    asked.push(question);
    return Promise.resolve(pages[question] ?? { lines: [], registers: 0, done: 0 });
  };
  const questions = [["a", "b"], ["c"]].map((registers) => ({ from: 0, to: 9, registers }));
  const format = { format: "jsonl", grain: "changes", hasBom: false, offset: 0 } as const;
  const pieces = [];
  for await (const piece of historyPieces(read, questions, format)) pieces.push(piece);
  expect(asked).toEqual(["a b", "a b 1", "c"]);
  expect(pieces.map(({ done, all, lines }) => [done, all, lines])).toEqual([
    [0, 0, 0],
    [0, 3, 2],
    [2, 3, 3],
    [2, 2, 3],
  ]);
  expect(pieces.map(({ text }) => text).join("")).toBe(
    ["a", "a", "b"]
      .map((name, at) => `{"at":"1970-01-01T00:00:00.00${at}+00:00","register":"${name}","value":1.50}\n`)
      .join(""),
  );
});
