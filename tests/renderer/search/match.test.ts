import fc from "fast-check";
import { expect, test } from "vitest";
import { matcher, type Surroundings } from "../../../renderer/lib/search/match.ts";
import { parseSearch } from "../../../renderer/lib/search/parse.ts";
import { deviceNamedIn } from "../../../renderer/lib/register-devices.ts";
import { aRegister } from "../../support/builders.ts";

const around: Surroundings = {
  now: 0,
  isPinned: () => false,
  isSelected: () => false,
  hasChange: () => false,
  deviceOf: deviceNamedIn,
};
type Given = Parameters<typeof aRegister>[0];
const matches = (query: string, register: Given, more: Partial<Surroundings> = {}) =>
  matcher(parseSearch(query))?.(aRegister(register), { ...around, ...more }) ?? true;

const boiler = {
  name: "site.Boiler.temp-in",
  value: "81.5",
  metadata: '{"device":"Boiler 1","unit":"°C","tags":["roof","hot"],"site":"Berlin","ro":true}',
  provider: "192.168.1.31",
};

test.each([
  "boiler",
  "BOILER temp",
  "boil*in",
  "81.5",
  "berlin",
  "name:site.*",
  "name:site.*,pump*",
  "device:boiler*",
  'device:"boiler 1"',
  "source:192.168.1.31",
  "unit:°c",
  "tag:roof",
  "type:number",
  "is:read-only",
  "has:unit",
  "site:berlin",
  "value>80",
  "value<=81.5",
  "value!=3",
  "/temp-(in|out)$/",
  "-pump",
])("%s finds the boiler", (query) => {
  expect(matches(query, boiler)).toBe(true);
});

test.each([
  "pump",
  "boiler -temp",
  "name:boiler*",
  "unit:c",
  "tag:cold",
  "type:text",
  "is:writable",
  "has:max",
  "site:paris",
  "value>81.5",
  "is:pinned",
  "has:change",
])("%s does not", (query) => {
  expect(matches(query, boiler)).toBe(false);
});

test("states and ages are told as of now", () => {
  const register = { providedAt: 0, ttl: 10_000 };
  expect(matches("state:fresh", register, { now: 1_000 })).toBe(true);
  expect(matches("state:late", register, { now: 9_000 })).toBe(true);
  expect(matches("age>5s", register, { now: 6_000 })).toBe(true);
  expect(matches("state:expired", { expiredAt: 3 }, { now: 9_000 })).toBe(true);
});

test("what a register does not know of itself comes from around it", () => {
  expect(matches("is:pinned", {}, { isPinned: () => true })).toBe(true);
  expect(matches("has:change", {}, { hasChange: () => true })).toBe(true);
});

test.each([
  ["device:roof*", true],
  ['device:"roof pump"', true],
  ["device:pump-1", true],
  ["pump-1", true],
  ["ROOF", true],
  ["device:oof*", false],
  ["device:boiler*", false],
  ["-device:pump-1", false],
])("by the device that the fleet knows, as people and as the wire call it, %s finds it: %j", (query, expected) => {
  const deviceOf = () => ({ name: "Roof pump", names: ["Roof pump", "pump-1"] });
  expect(matches(query, { metadata: '{"device":"Boiler 1"}' }, { deviceOf })).toBe(expected);
});

test("an integer beyond 2^53 is found by all its digits", () => {
  expect(matches("9007199254740993", { value: "9007199254740993" })).toBe(true);
});

test("a search and its negation share the registers between them", () => {
  const name = fc.stringMatching(/^[a-c.]{0,6}$/);
  const word = fc.stringMatching(/^[a-c.][a-c.*]{0,3}$/);
  fc.assert(
    fc.property(name, word, (text, query) => {
      const register = { name: text, value: "0" };
      expect(matches(`-${query}`, register)).toBe(!matches(query, register));
    }),
  );
});

test("a glob finds what the same regular expression finds", () => {
  const text = fc.stringMatching(/^[ab.]{0,8}$/);
  const glob = fc.stringMatching(/^[ab.*]{1,5}$/);
  fc.assert(
    fc.property(text, glob, (name, pattern) => {
      const expression = new RegExp(`^${pattern.replaceAll(".", "\\.").replaceAll("*", ".*")}$`);
      fc.pre(pattern.includes("*"));
      expect(matches(`name:${pattern}`, { name })).toBe(expression.test(name));
    }),
  );
});
