import { expect, test } from "vitest";
import { best, rankOf } from "../../renderer/lib/fuzzy.ts";

const find = (query: string, ...names: string[]) => best(names, query, (name) => name);

test("all words must be found, in any order and case", () => {
  expect(find("temp boiler", "boiler.Temp", "boiler.pressure", "room.temp")).toEqual(["boiler.Temp"]);
});

test("the start of a name or of a part is better than the middle of a word", () => {
  expect(find("pump", "heatpump", "cellar.pump", "pump-4")).toEqual(["pump-4", "cellar.pump", "heatpump"]);
});

test("letters in order are found last, but only from three on", () => {
  expect(find("rmtp", "room.temp", "rmtp")).toEqual(["rmtp", "room.temp"]);
  expect(rankOf("room.temp", "rp")).toBeUndefined();
});

test("without a query everything comes as it stands", () => {
  expect(find("  ", "b", "a")).toEqual(["b", "a"]);
});

test("ten thousand names are searched without a wait", () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `site.building-${index % 12}.room-${index}.temperature`);
  const start = performance.now();
  best(names, "room 77 temp", (name) => name);
  expect(performance.now() - start).toBeLessThan(100);
});
