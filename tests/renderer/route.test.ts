import fc from "fast-check";
import { expect, test } from "vitest";
import { formatRoute, parseRoute, withQuery } from "../../renderer/lib/route.ts";

test("an address names a section and what is open in it", () => {
  expect(parseRoute("#/registers?sel=boiler.temp&q=boiler")).toEqual({
    section: "registers",
    query: { sel: "boiler.temp", q: "boiler" },
  });
  expect(parseRoute("#/connect")).toEqual({ section: "connect", query: {} });
});

test.each(["", "#", "#/", "#/nowhere", "#token=abc", "#registers"])("%j names no screen", (hash) => {
  expect(parseRoute(hash)).toBeUndefined();
});

test("every register name survives the way through an address", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (name) => {
      const route = { section: "registers" as const, query: { sel: name } };
      expect(parseRoute(formatRoute(route))?.query["sel"]).toBe(name);
    }),
  );
});

test("a query is changed key by key, and undefined takes a key away", () => {
  const route = { section: "registers" as const, query: { sel: "a", q: "b" } };
  expect(withQuery(route, { sel: undefined, sort: "-age" }).query).toEqual({ q: "b", sort: "-age" });
  expect(withQuery(route, { sel: "" }).query).toEqual({ sel: "", q: "b" });
});
