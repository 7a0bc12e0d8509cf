import { describe, expect, test } from "vitest";
import { namesIn, sinceIn, waitIn } from "#electron/rest/query.ts";

describe("The names in a query", () => {
  test.each([
    ["", undefined],
    ["wait=5s", undefined],
    ["names=", undefined],
    ["name=", [""]],
    ["name=a&name=b", ["a", "b"]],
    ["names=a,b", ["a", "b"]],
    ["name=a,b", ["a,b"]],
    ["name=c&names=a,b", ["c", "a", "b"]],
    ["name=a&name=a&names=a", ["a"]],
    ["names=a,,b", ["a", "", "b"]],
    ["names=%20a%20,b", [" a ", "b"]],
    ["name=a+b%26c%3Dd%3Be%25f%2Fg%3Fh%23i", ["a b&c=d;e%f/g?h#i"]],
    ["name=__proto__&name=%F0%9F%9A%80", ["__proto__", "🚀"]],
  ])("%s are %j", (query, names) => {
    expect(namesIn(new URLSearchParams(query))).toEqual(names);
  });
});

test("Fifty thousand names in a query are taken, one more is refused with the cure", () => {
  const query = (count: number) => `names=${Array.from({ length: count }, (_, index) => index).join(",")}`;
  expect(namesIn(new URLSearchParams(query(50_000)))).toHaveLength(50_000);
  expect(() => namesIn(new URLSearchParams(query(50_001)))).toThrow(
    "names: there are 50001, and a request may have at most 50000; ask for fewer at a time, or for all registers without any",
  );
});

describe("The wait in a query", () => {
  test.each([
    ["", 0],
    ["wait=", 0],
    ["wait=0", 0],
    ["wait=-5s", 0],
    ["wait=1m30s", 90_000],
    ["wait=1.5h", 5_400_000],
    ["wait=1s&wait=2s", 1_000],
    ["wait=200000h", 720_000_000_000],
  ])("%s is %i ms", (query, wait) => {
    expect(waitIn(new URLSearchParams(query))).toBe(wait);
  });

  test("that is none names itself and the cure", () => {
    expect(() => waitIn(new URLSearchParams("wait=5"))).toThrow(
      expect.objectContaining({
        code: "DURATION_INVALID",
        path: "wait",
        message: 'wait: "5" needs a unit, for example "5s"',
      }) as Error,
    );
  });
});

describe("The revision in a query", () => {
  test.each([
    ["", undefined],
    ["since=0", 0],
    ["since=1000017", 1_000_017],
  ])("%s is %j", (query, since) => {
    expect(sinceIn(new URLSearchParams(query))).toBe(since);
  });

  test.each(["", "-1", "1.5", "x", "99999999999999999999"])("is none when it is %j", (since) => {
    expect(() => sinceIn(new URLSearchParams({ since }))).toThrow(
      expect.objectContaining({ code: "SINCE_INVALID", path: "since" }) as Error,
    );
  });
});
