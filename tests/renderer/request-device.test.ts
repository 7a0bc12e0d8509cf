import { expect, test } from "vitest";
import { devicesNamed, silentSince } from "../../renderer/lib/request-device.ts";
import type { Sender } from "#shared/model/host-status.ts";
import { aRegister } from "../support/builders.ts";
import { NOON } from "../support/fake-clock.ts";

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

test("who sends, and has not asked for changes since Regdesk started, is said not to", () => {
  const startedAt = NOON - 3_600_000;
  const statusOf = (...senders: Pick<Sender, "address" | "askedForChangesAt">[]) => ({
    startedAt,
    arrivals: { senders: senders.map((sender) => ({ requests: 1, registers: 1, lastAt: NOON, ...sender })) },
  });
  const reported = aRegister({ provider: "192.168.1.20" });
  expect(silentSince(reported, statusOf({ address: "192.168.1.20" }))).toBe(startedAt);
  expect(silentSince(reported, statusOf({ address: "192.168.1.20", askedForChangesAt: NOON }))).toBeUndefined();
  expect(silentSince(reported, statusOf({ address: "192.168.1.21" })), "one that is not known").toBeUndefined();
  expect(silentSince(undefined, statusOf({ address: "192.168.1.20" })), "nobody reports it").toBeUndefined();
  expect(silentSince(reported, undefined), "nothing is known yet").toBeUndefined();
});
