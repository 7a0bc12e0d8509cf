import { expect, test } from "vitest";
import { devicesNamed, neverAsked } from "../../renderer/lib/request-device.ts";
import { aChangeRequest, aRegister } from "../support/builders.ts";

const register = (name: string, device: string, given: Parameters<typeof aRegister>[0] = {}) =>
  aRegister({ name, metadata: JSON.stringify({ device }), providedAt: 100_000, ...given });

test("a device is offline when all of its registers have expired, and late when some are not well", () => {
  const registers = [
    register("a.1", "a"),
    register("b.1", "b"),
    register("b.2", "b", { expiredAt: 90_000 }),
    register("c.1", "c", { expiredAt: 90_000, providedAt: 80_000 }),
    register("x.1", "not asked about"),
  ];
  const devices = devicesNamed(new Set(["a", "b", "c", "d"]), registers, 101_000);
  expect([...devices.values()].map(({ name, standing, expired }) => [name, standing, expired])).toEqual([
    ["a", "online", 0],
    ["b", "late", 1],
    ["c", "offline", 1],
    ["d", "absent", 0],
  ]);
  expect(devices.get("c")?.lastAt).toBe(80_000);
});

test("a device is said never to pick up only when something waited in vain and nothing was ever picked up", () => {
  const waited = aChangeRequest({ state: "not-picked-up" });
  expect(neverAsked([])).toBe(false);
  expect(neverAsked([aChangeRequest({ state: "denied" })])).toBe(false);
  expect(neverAsked([waited, aChangeRequest({ state: "denied" })])).toBe(true);
  expect(neverAsked([waited, aChangeRequest({ state: "applied", deliveries: 1 })])).toBe(false);
});
