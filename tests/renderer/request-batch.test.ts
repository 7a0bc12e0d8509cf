import { expect, test } from "vitest";
import type { JsonText } from "#shared/json.ts";
import { byDevice, changeOf, isSameValue } from "../../renderer/lib/request-batch.ts";
import { aChangeRequest } from "../support/builders.ts";

const json = (text: string) => text as JsonText;

test("a line of a review sheet tells what happened to its request since", () => {
  const request = aChangeRequest({ previousValue: "21" });
  const line = { request, seen: json("21") };
  expect(changeOf(line, request, json("21.0"))).toBeUndefined();
  expect(changeOf(line, request, undefined)).toBeUndefined(); // not here yet: it holds what it held
  expect(changeOf(line, request, json("22"))).toEqual({ kind: "moved", value: "22" });
  expect(changeOf(line, { ...request, state: "denied" }, json("22"))).toMatchObject({ kind: "over" });
  expect(changeOf(line, undefined, json("21"))).toEqual({ kind: "gone" });
});

test("values are the same by meaning, and the order of keys means nothing", () => {
  expect(isSameValue(json('{"a":1,"b":2}'), json('{"b":2,"a":1}'))).toBe(true);
  expect(isSameValue(json("9007199254740993"), json("9007199254740992"))).toBe(false);
  expect(isSameValue(undefined, json("1"))).toBe(false);
});

test("a sheet is grouped by device, and what has none comes last", () => {
  const lines = ["", "b", "a", "b"].map((device) => ({ request: aChangeRequest({ device }), seen: undefined }));
  const groups = byDevice(lines, ({ request }) => (request.device === "" ? undefined : request.device));
  expect(groups.map(([device, of]) => [device, of.length])).toEqual([
    ["b", 2],
    ["a", 1],
    [undefined, 1],
  ]);
});
