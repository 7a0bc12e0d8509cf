import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { changesIn, diffTree } from "../../renderer/lib/json-diff.ts";
import { diffLines, unified } from "../../renderer/lib/diff-lines.ts";

const changes = (from: string, to: string) => changesIn(diffTree(from, to));

describe("Two values", () => {
  test("differ where something was changed, removed or added", () => {
    expect(changes('{"a":1,"b":{"c":true},"d":null}', '{"b":{"c":false},"a":1,"e":[1]}')).toEqual([
      { path: ["b", "c"], mark: "changed", from: "true", to: "false" },
      { path: ["d"], mark: "removed", from: "null" },
      { path: ["e"], mark: "added", to: "[1]" },
    ]);
  });

  test("do not differ by the order of keys or the way a number is written", () => {
    expect(changes('{"a":1.0,"b":[2]}', '{"b":[2],"a":1}')).toEqual([]);
  });

  test("differ by the last digit of a large number", () => {
    expect(changes('{"id":9007199254740993}', '{"id":9007199254740992}')).toEqual([
      { path: ["id"], mark: "changed", from: "9007199254740993", to: "9007199254740992" },
    ]);
  });

  test("may have keys that mean something to JavaScript", () => {
    expect(changes('{"__proto__":1,"constructor":{"x":1}}', '{"__proto__":2,"constructor":{},"toString":3}')).toEqual([
      { path: ["__proto__"], mark: "changed", from: "1", to: "2" },
      { path: ["constructor", "x"], mark: "removed", from: "1" },
      { path: ["toString"], mark: "added", to: "3" },
    ]);
  });

  test("of another kind differ as a whole", () => {
    expect(changes("[1]", '{"0":1}')).toEqual([{ path: [], mark: "changed", from: "[1]", to: '{"0":1}' }]);
    expect(changes("null", "[]")).toEqual([{ path: [], mark: "changed", from: "null", to: "[]" }]);
  });

  test("that are lists differ by the one element put in between, not by all that follow", () => {
    expect(changes("[1,2,3,4]", "[1,9,2,3,4]")).toEqual([{ path: [1], mark: "added", to: "9" }]);
    expect(changes('[{"a":1},{"b":2}]', '[{"b":2}]')).toEqual([{ path: [0], mark: "removed", from: '{"a":1}' }]);
    expect(changes('[0,{"a":1},5]', '[0,{"a":2},5]')).toEqual([
      { path: [1, "a"], mark: "changed", from: "1", to: "2" },
    ]);
  });

  test("differ exactly when they are not the same", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [from, to] = [JSON.stringify(a), JSON.stringify(b)];
        expect(changes(from, from)).toEqual([]);
        expect(changes(from, to).length).toBe(changes(to, from).length);
      }),
    );
  });
});

describe("The lines of a difference", () => {
  const from = '{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6}';
  const to = '{"a":1,"b":2,"c":3,"d":4,"e":7,"f":6}';

  test("hide what is far from any change, and say how much", () => {
    expect(diffLines(diffTree(from, to)).map(({ mark, left, right, hidden }) => hidden ?? [mark, left, right])).toEqual(
      [
        ["same", "{", "{"],
        2,
        ["same", '"c": 3,', '"c": 3,'],
        ["same", '"d": 4,', '"d": 4,'],
        ["changed", '"e": 5,', '"e": 7,'],
        ["same", '"f": 6', '"f": 6'],
        ["same", "}", "}"],
      ],
    );
  });

  test("of one column say first what was, then what is", () => {
    const lines = unified(diffLines(diffTree('{"x":[1,2]}', '{"x":"text"}')));
    expect(lines.map(({ mark, left, right }) => [mark, right ?? left])).toEqual([
      ["same", "{"],
      ["removed", '"x": ['],
      ["removed", "  1,"],
      ["removed", "  2"],
      ["removed", "]"],
      ["added", '"x": "text"'],
      ["same", "}"],
    ]);
  });
});
