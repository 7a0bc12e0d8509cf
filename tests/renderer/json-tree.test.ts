import { describe, expect, test } from "vitest";
import { ancestorsOf, findInTree, treeRows } from "../../renderer/lib/json-tree.ts";

const all = () => true;
const list = (length: number) => JSON.stringify(Array.from({ length }, (_, index) => index));

describe("The rows of a JSON tree", () => {
  test("are what is open, with their place among their siblings", () => {
    const rows = treeRows('{"a":{"b":1},"c":[]}', ({ level }) => level === 1);
    expect(
      rows.map(({ level, key, position, siblings, size, isOpen }) => [level, key, position, siblings, size, isOpen]),
    ).toEqual([
      [1, undefined, 1, 1, 2, true],
      [2, "a", 1, 2, 1, false],
      [2, "c", 2, 2, 0, false],
    ]);
  });

  test("with the same key are told apart, and the second says so", () => {
    const rows = treeRows('{"a":1,"a":2}', all).slice(1);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(2);
    expect(rows.map(({ isRepeated, text }) => [isRepeated, text])).toEqual([
      [false, "1"],
      [true, "2"],
    ]);
  });

  test("of a long list come in stretches of a hundred", () => {
    const rows = treeRows(list(250), ({ level }) => level === 1);
    expect(rows.slice(1).map(({ stretch, size }) => [stretch, size])).toEqual([
      [[0, 99], 100],
      [[100, 199], 100],
      [[200, 249], 50],
    ]);
  });

  test("of a very long list come in stretches of stretches", () => {
    const rows = treeRows(list(25_000), ({ stretch, level }) => level === 1 || stretch?.[0] === 0);
    expect(rows.slice(1, 4).map(({ level, stretch }) => [level, stretch])).toEqual([
      [2, [0, 9_999]],
      [3, [0, 99]],
      [4, undefined],
    ]);
    expect(rows).toHaveLength(1 + 3 + 100 + 100);
  });

  test("keep their ids when other values change", () => {
    const ids = (text: string) => treeRows(text, all).map(({ id }) => id);
    expect(ids('{"x":1,"list":[{"y":2}]}')).toEqual(ids('{"x":5,"list":[{"y":[]}]}'));
  });
});

test("the rows to open lead to the row itself, through the stretches", () => {
  const text = `{"list":${list(250)}}`;
  const ids = ancestorsOf(text, ["list", 120]);
  const opened = treeRows(text, ({ id }) => ids.includes(id));
  expect(ids).toHaveLength(4);
  expect(opened.find(({ id }) => id === ids.at(-1))).toMatchObject({ path: ["list", 120], text: "120" });
});

describe("Finding", () => {
  const text = '{"Pump":{"state":"running","speed":118},"pumps":[{"name":"a \\"pump\\""}],"n":9007199254740993}';

  test("looks at keys and at values, whatever their capitals", () => {
    expect(findInTree(text, "pump", 10)).toEqual([["Pump"], ["pumps"], ["pumps", 0, "name"]]);
    expect(findInTree(text, "993", 10)).toEqual([["n"]]);
    expect(findInTree(text, 'a "p', 10)).toEqual([["pumps", 0, "name"]]);
  });

  test("stops when there is enough, and finds nothing for nothing", () => {
    expect(findInTree(text, "p", 2)).toHaveLength(2);
    expect(findInTree(text, "", 10)).toEqual([]);
  });
});
