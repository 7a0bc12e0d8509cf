import { expect, test } from "vitest";
import { candidatesOf, countFilter } from "../../../renderer/lib/sources/filter-count.ts";
import { patternsOfFile } from "../../../renderer/lib/sources/pattern-file.ts";
import type { Preview } from "#shared/contract/sources.ts";
import type { JsonText } from "#shared/json.ts";
import type { SyncChange } from "#shared/model/sync.ts";

const tagged = (...tags: string[]) => JSON.stringify({ tags }) as JsonText;
const change = (kind: SyncChange["kind"], name: string, afterMetadata?: JsonText): SyncChange =>
  ({ kind, name, ...(afterMetadata && { afterMetadata }) }) as SyncChange;

test("the names are those it has now, with what an unfiltered run would bring and take away", () => {
  const changes = [change("added", "p.c", tagged("raw")), change("removed", "p.b")];
  const mirrored = [{ name: "p.a", metadata: tagged("setpoint") }, { name: "p.b" }];
  expect(candidatesOf({ changes } as unknown as Preview, mirrored, "p.")).toEqual([
    { name: "a", tags: ["setpoint"] },
    { name: "c", tags: ["raw"] },
  ]);
});

test("exclusion by tag wins, then inclusion, then the first pattern that matches", () => {
  const candidates = [
    { name: "boiler.temp", tags: ["setpoint"] },
    { name: "boiler.raw", tags: ["setpoint", "raw"] },
    { name: "pump.speed", tags: ["setpoint"] },
    { name: "valve", tags: [] },
  ];
  const filter = { names: ["-pump.*"], includeTags: ["setpoint"], excludeTags: ["raw"] };
  expect(countFilter(filter, candidates)).toEqual({
    matched: ["boiler.temp"],
    excluded: ["boiler.raw", "pump.speed", "valve"],
  });
  const none = { names: [], includeTags: [], excludeTags: [] };
  expect(countFilter(none, candidates).matched).toHaveLength(4);
});

test("a filter file is read line by line, and the first line that is no pattern is named", () => {
  expect(patternsOfFile("# ours\r\n+boiler.*\n\n -*.raw \n")).toEqual({ patterns: ["+boiler.*", "-*.raw"] });
  expect(patternsOfFile("+a\nb.*\n-c")).toEqual({ wrong: "b.*" });
});
