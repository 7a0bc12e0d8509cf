import { expect, test } from "vitest";
import type { RegisterFeed } from "#shared/contract/registers.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { applyRegisterFeed, isOnlyRefreshed, stayHidden } from "../../renderer/lib/register-feed.ts";
import { aRegister } from "../support/builders.ts";

const mapOf = (...registers: Register[]) => new Map(registers.map((register) => [register.name, register]));
const delta = (some: Partial<Extract<RegisterFeed, { kind: "delta" }>>): RegisterFeed => ({
  kind: "delta",
  sequence: 2,
  now: 0,
  changed: [],
  refreshed: [],
  removed: [],
  ...some,
});

test("a snapshot takes the place of everything", () => {
  const registers = mapOf(aRegister({ name: "stale" }));
  const next = aRegister({ name: "new" });
  expect(applyRegisterFeed(registers, { kind: "snapshot", sequence: 1, now: 0, registers: [next] })).toBe(true);
  expect(registers).toEqual(mapOf(next));
});

test("a change of a known register is no change of membership", () => {
  const registers = mapOf(aRegister({ value: "1" }));
  expect(applyRegisterFeed(registers, delta({ changed: [aRegister({ value: "2" })] }))).toBe(false);
  expect(registers).toEqual(mapOf(aRegister({ value: "2" })));
});

test("a refresh makes a new register of the same value, so that a row sees it", () => {
  const before = aRegister({ providedAt: 1 });
  const registers = mapOf(before);
  expect(applyRegisterFeed(registers, delta({ refreshed: [[before.name, 5]] }))).toBe(false);
  expect(registers.get(before.name)).toEqual({ ...before, providedAt: 5 });
  expect(before.providedAt).toBe(1);
});

test("names that come or go change the membership, also when as many come as go", () => {
  const registers = mapOf(aRegister({ name: "old" }));
  const message = delta({ changed: [aRegister({ name: "new" })], removed: ["old" as RegisterName] });
  expect(applyRegisterFeed(registers, message)).toBe(true);
  expect([...registers.keys()]).toEqual(["new"]);
});

test("a refresh or removal of an unknown name is nothing", () => {
  const name = "unknown" as RegisterName;
  expect(applyRegisterFeed(mapOf(), delta({ refreshed: [[name, 5]], removed: [name] }))).toBe(false);
});

test("a report that changes nothing is a refresh; a change, and a row that another register took, are none", () => {
  const before = aRegister({ value: "1", providedAt: 1 });
  expect(isOnlyRefreshed(before, { ...before, providedAt: 5 })).toBe(true);
  expect(isOnlyRefreshed(before, { ...before })).toBe(false);
  expect(isOnlyRefreshed(before, aRegister({ value: "2", providedAt: 5 }))).toBe(false);
  expect(isOnlyRefreshed(before, aRegister({ name: "pump", value: "1", providedAt: 5 }))).toBe(false);
});

test("what is hidden stays so after a lost connection, and is back when it lives again", () => {
  const [gone, back] = [aRegister({ name: "gone" }), aRegister({ name: "back" })].map((register) => ({
    ...register,
    expiredAt: 5,
  }));
  const hidden = mapOf(gone!, back!);
  const registers = mapOf();
  const told = { kind: "snapshot", sequence: 1, now: 0, registers: [gone!, back!] } as const;
  applyRegisterFeed(registers, told);
  stayHidden(hidden, registers, told);
  expect([registers.size, hidden.size]).toEqual([0, 2]);

  const living = delta({ changed: [aRegister({ name: "back" })] });
  applyRegisterFeed(registers, living);
  stayHidden(hidden, registers, living);
  expect([[...registers.keys()], [...hidden.keys()]]).toEqual([["back"], ["gone"]]);
});

test("what is hidden and leaves the host meanwhile cannot be brought back into sight", () => {
  const hidden = mapOf(aRegister({ name: "gone" }), aRegister({ name: "stays" }));
  stayHidden(hidden, mapOf(), delta({ removed: ["gone" as RegisterName] }));
  expect([...hidden.keys()]).toEqual(["stays"]);
});
