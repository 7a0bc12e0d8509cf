import { expect, test } from "vitest";
import { JsonText } from "#shared/json.ts";
import type { ValueAt } from "#shared/model/history.ts";
import { valuesThen } from "../../renderer/lib/values-then.ts";
import { named } from "../support/builders.ts";

const VALUES: readonly ValueAt[] = [
  { register: named("boiler.mode"), gap: "expired", since: 5 },
  { register: named("boiler.temp"), value: JsonText.parse("20"), since: 3 },
  { register: named("pump.speed"), value: JsonText.parse("40"), since: 4 },
  { register: named("pump.unknown") },
];
const PRESENT: Readonly<Record<string, JsonText>> = {
  "boiler.temp": JsonText.parse("21"),
  "pump.speed": JsonText.parse("40"),
};
const told = (query: string, onlyDifferent = false) =>
  valuesThen(VALUES, (name) => PRESENT[name], { query, onlyDifferent });

test("what registers were stands beside what they are, and nothing is told of what nobody knows", () => {
  expect(told("")).toEqual([
    { name: "boiler.mode", gap: "expired", since: 5 },
    { name: "boiler.temp", then: "20", since: 3, now: "21" },
    { name: "pump.speed", then: "40", since: 4, now: "40" },
  ]);
});

test("they are looked for by all words of a name, and by whether they are different now", () => {
  expect(told("BOILER temp").map(({ name }) => name)).toEqual(["boiler.temp"]);
  expect(told("p", true).map(({ name }) => name)).toEqual(["boiler.temp"]);
});
