import { expect, test } from "vitest";
import { includes } from "#shared/filter.ts";
import { filterOfForm, formOfFilter, withKind } from "../../../renderer/lib/rules/filter-form.ts";

test.each([
  [[], { kind: "all", patterns: "" }],
  [["+boiler.*", "+pump.?", "-*"], { kind: "only", patterns: "boiler.*\npump.?" }],
  [["-*.raw"], { kind: "except", patterns: "*.raw" }],
  [["-*"], { kind: "except", patterns: "*" }],
  [["-boiler.raw", "+boiler.*", "-*"], { kind: "ordered", patterns: "-boiler.raw\n+boiler.*\n-*" }],
] as const)("the filter %j is shown as it is meant, and written back the same", (filter, form) => {
  expect(formOfFilter([...filter])).toEqual(form);
  expect(filterOfForm(form)).toEqual(filter);
});

test("“only these” excludes the rest, which the grammar alone would include", () => {
  const filter = filterOfForm({ kind: "only", patterns: "boiler.*\n\n  pump.speed  " });
  expect(filter).toEqual(["+boiler.*", "+pump.speed", "-*"]);
  expect(includes(filter, "fan.speed")).toBe(false);
});

test("what was written is kept when it is meant another way", () => {
  const only = { kind: "only", patterns: "boiler.*" } as const;
  expect(withKind(only, "except")).toEqual({ kind: "except", patterns: "boiler.*" });
  const ordered = withKind(only, "ordered");
  expect(ordered).toEqual({ kind: "ordered", patterns: "+boiler.*\n-*" });
  expect(withKind(ordered, "only")).toEqual(only);
});
