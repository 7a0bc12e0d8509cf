import { describe, expect, test } from "vitest";
import { Waiters } from "#electron/registry/waiters.ts";

describe("Who waits", () => {
  test("for names is woken by one of them and by no other", () => {
    const { waiters, woken, wait } = someWaiters();
    wait("a", ["a", "b"]);
    wait("c", ["c"]);
    waiters.wake(["b", "d"]);
    expect(woken).toEqual(["a"]);
  });

  test("for any name is woken by each", () => {
    const { waiters, woken, wait } = someWaiters();
    wait("any", undefined);
    waiters.wake(["whatever"]);
    expect(woken).toEqual(["any"]);
  });

  test("for several names that change together is woken once", () => {
    const { waiters, woken, wait } = someWaiters();
    wait("a", ["a", "b", "a"]);
    waiters.wake(["a", "b"]);
    expect(woken).toEqual(["a"]);
  });

  test.each([[["a"]], [undefined]])("for %j is woken once and is then gone", (names) => {
    const { waiters, woken, wait } = someWaiters();
    wait("a", names);
    waiters.wake(["a"]);
    waiters.wake(["a"]);
    expect(woken).toEqual(["a"]);
  });

  test("no longer is not woken", () => {
    const { waiters, woken, wait } = someWaiters();
    wait("a", ["a"])();
    wait("any", undefined)();
    waiters.wake(["a"]);
    expect(woken).toEqual([]);
  });

  test("again, from within being woken, waits for the next change", () => {
    const { waiters, woken, wait } = someWaiters();
    waiters.add(["a"], () => wait("again", ["a"]));
    waiters.wake(["a"]);
    const meanwhile = [...woken];
    waiters.wake(["a"]);
    expect([meanwhile, woken]).toEqual([[], ["again"]]);
  });
});

function someWaiters() {
  const waiters = new Waiters();
  const woken: string[] = [];
  const wait = (who: string, names: readonly string[] | undefined): (() => void) =>
    waiters.add(names, () => woken.push(who));
  return { waiters, woken, wait };
}
