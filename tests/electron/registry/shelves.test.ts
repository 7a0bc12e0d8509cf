import { describe, expect, test } from "vitest";
import type { RegisterRecord } from "#electron/registry/register-record.ts";
import { Shelves } from "#electron/registry/shelves.ts";

const COUNT = 30_000;

describe("Records on shelves", () => {
  test("are found by name, and stand in the order in which they were put there", () => {
    const shelves = someShelves();
    const names = [...shelves.records()].map(({ name }) => name);
    expect([names.length, names[0], names.at(-1), shelves.size]).toEqual([COUNT, "r0", `r${COUNT - 1}`, COUNT]);
    expect([shelves.find("r9000")?.name, shelves.find("none")]).toEqual(["r9000", undefined]);
  });

  test("keep their order however many between them are taken", () => {
    const shelves = someShelves();
    const kept = ["r5", "r8191", "r8192", "r20000", "r29999"];
    const taken = Array.from({ length: COUNT }, (_value, index) => `r${index}`).filter((name) => !kept.includes(name));
    expect(taken.every((name) => shelves.take(name))).toBe(true);
    expect([...shelves.records()].map(({ name }) => name)).toEqual(kept);
    expect(kept.map((name) => shelves.find(name)?.name)).toEqual(kept);
    expect([shelves.size, shelves.take("r6"), shelves.take("r5"), shelves.size]).toEqual([5, false, true, 4]);
  });

  test("come last when they are taken and put there again", () => {
    const shelves = someShelves();
    shelves.take(aRecord(3).name);
    shelves.put(aRecord(3));
    expect([shelves.size, [...shelves.records()].at(-1)?.name]).toEqual([COUNT, "r3"]);
  });

  test.each([1, 2, 7])("are each met once by somebody who takes every %ith while walking along them", (every) => {
    const shelves = someShelves(17_000);
    const met: string[] = [];
    for (const { name } of shelves.records()) {
      if (met.push(name) % every === 0) shelves.take(name);
    }
    expect([new Set(met).size, met.length, shelves.size]).toEqual([
      17_000,
      17_000,
      17_000 - Math.floor(17_000 / every),
    ]);
  });
});

function someShelves(count = COUNT): Shelves {
  const shelves = new Shelves();
  for (let index = 0; index < count; index++) shelves.put(aRecord(index));
  return shelves;
}

function aRecord(index: number): RegisterRecord {
  return { name: `r${index}` } as RegisterRecord;
}
