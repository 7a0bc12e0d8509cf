/** Registers are taken off the list: out of sight at once, for good when nobody took it back. */
import { expect, test, vi } from "vitest";
import type { Client } from "#shared/contract/contract.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { ExpiredState } from "../../renderer/state/expired.svelte.ts";
import type { Undoable } from "../../renderer/state/toasts.svelte.ts";
import { named } from "../support/builders.ts";

const [A, B] = [named("a"), named("b")];

function aList({ archive = vi.fn((asked: { names: RegisterName[] }) => Promise.resolve(asked.names)) } = {}) {
  const hidden = new Set<RegisterName>();
  const shown = new Set([A, B]);
  const registers = {
    hide: (names: readonly RegisterName[]) => names.forEach((name) => (hidden.add(name), shown.delete(name))),
    isHidden: (name: RegisterName) => hidden.has(name),
    unhide: (names: readonly RegisterName[], isBack: boolean) =>
      names.forEach((name) => (hidden.delete(name), isBack && shown.add(name))),
  };
  const offers: Undoable[] = [];
  const toasts = { undoable: (offer: Undoable) => void offers.push(offer), fail: vi.fn() };
  const client = { registers: { archive } } as unknown as Client;
  const expired = new ExpiredState((call) => call(client), registers, toasts);
  expired.archive([A, B]);
  return { archive, hidden, shown, toasts, offer: offers[0]! };
}

test("what is taken off the list leaves at once, and the host hears of it when the offer is over", async () => {
  const { archive, hidden, shown, offer } = aList();
  expect([...shown]).toEqual([]);
  expect(archive).not.toHaveBeenCalled();
  await offer.over?.();
  expect(archive).toHaveBeenCalledExactlyOnceWith({ names: [A, B] });
  expect([[...shown], [...hidden]]).toEqual([[], []]);
});

test("what is taken back stands there again, and the host has heard of nothing", () => {
  const { archive, shown, offer } = aList();
  offer.undo();
  expect([...shown]).toEqual([A, B]);
  expect(archive).not.toHaveBeenCalled();
});

test("one that lives again meanwhile is not archived when it expires once more", async () => {
  const { archive, hidden, offer } = aList();
  hidden.delete(A);
  await offer.over?.();
  expect(archive).toHaveBeenCalledExactlyOnceWith({ names: [B] });
});

test("what the host does not take off the list is back in sight, and says why", async () => {
  const refusal = new Error("lost");
  const { shown, toasts, offer } = aList({ archive: vi.fn(() => Promise.reject(refusal)) });
  await offer.over?.();
  expect([...shown]).toEqual([A, B]);
  expect(toasts.fail).toHaveBeenCalledExactlyOnceWith(refusal);
});
