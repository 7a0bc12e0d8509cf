import { expect, test } from "vitest";
import { jsonText } from "#shared/json.ts";
import { headOf } from "#shared/text-head.ts";
import { legendValue } from "../../renderer/lib/plot-legend.ts";
import { drawnLine } from "../../renderer/lib/plot-line.ts";

const LONG = jsonText("x".repeat(5_000));
const line = drawnLine("mode", undefined, undefined, { runs: [], path: [], now: 0 });

test("a long text is told by its beginning, and how long it is, now and then", () => {
  const words = `${"x".repeat(200)}… (cut here; 5,002 characters in all)`;
  const then = { ...line, kind: "text", ticks: [{ at: 10, ...headOf(LONG) }] } as const;
  expect(legendValue(line, { value: LONG, path: [] }, undefined)).toEqual({ words, isGap: false });
  expect(legendValue(then, undefined, 10)).toEqual({ words, isGap: false });
});

test("a short text is told whole, and a structure as it is", () => {
  expect(legendValue(line, { value: jsonText("idle"), path: [] }, undefined).words).toBe("idle");
  expect(legendValue(line, { value: jsonText([1, "a"]), path: [] }, undefined).words).toBe('[1,"a"]');
});
