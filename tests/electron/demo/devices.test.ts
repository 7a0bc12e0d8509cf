import { AirHandler } from "#electron/demo/air-handler.ts";
import { HeatingController } from "#electron/demo/heating-controller.ts";
import type { PlayedDevice } from "#electron/demo/played-device.ts";
import { Pump } from "#electron/demo/pump.ts";
import { seededRandom, Walk } from "#electron/demo/random.ts";
import { RoomBridge } from "#electron/demo/room-bridge.ts";
import { expect, test } from "vitest";

function valueOf(device: PlayedDevice, register: string): unknown {
  return device.registers().get(register)?.value;
}

test.each([
  [62, 60],
  [63, 65],
  [118, 100],
  [10, 20],
  [-5, 20],
])("the pump makes of %d %% what it can: %d %%", (asked, became) => {
  const pump = new Pump(seededRandom(1));
  pump.apply("pump-4.speed.setpoint", asked);
  expect(valueOf(pump, "pump-4.speed.setpoint")).toBe(became);
});

test("the pump ignores what is not a speed, and what is not its to set", () => {
  const pump = new Pump(seededRandom(1));
  const before = pump.registers();
  pump.apply("pump-4.speed.setpoint", "fast");
  pump.apply("pump-4.head", 3);
  expect(pump.registers()).toEqual(before);
});

test("the heating controller applies setpoint, mode and hours at once", () => {
  const heating = new HeatingController(seededRandom(1));
  heating.apply("heating-1.flow.setpoint", 48.5);
  heating.apply("heating-1.mode", "eco");
  heating.apply("heating-1.mode", "party");
  heating.apply("heating-1.hours", { from: "05:30", to: "21:00" });
  expect(["flow.setpoint", "mode", "hours"].map((register) => valueOf(heating, `heating-1.${register}`))).toEqual([
    48.5,
    "eco",
    { from: "05:30", to: "21:00" },
  ]);
});

test("the flow follows its setpoint", () => {
  const heating = new HeatingController(seededRandom(1));
  heating.apply("heating-1.flow.setpoint", 40);
  for (let minute = 0; minute < 10; minute++) heating.step(60);
  expect(Math.abs((valueOf(heating, "heating-1.flow.temperature") as number) - 40)).toBeLessThan(5);
});

test("the air handler applies setpoint and fan speed", () => {
  const unit = new AirHandler(seededRandom(1));
  unit.apply("ahu-2.supply.setpoint", 22);
  unit.apply("ahu-2.fan.speed", 40);
  expect([valueOf(unit, "ahu-2.supply.setpoint"), valueOf(unit, "ahu-2.fan.speed")]).toEqual([22, 40]);
});

test("the bridge passes a setpoint on to its room and to no other", () => {
  const bridge = new RoomBridge(seededRandom(1));
  bridge.apply("room-bridge-5.og1.room-107.setpoint", 19);
  const setpoints = [...bridge.registers()].filter(([name]) => name.endsWith(".setpoint"));
  expect(setpoints.filter(([, { value }]) => value === 19).map(([name]) => name)).toEqual([
    "room-bridge-5.og1.room-107.setpoint",
  ]);
});

test("a walk stays within its limits and comes back to where it is drawn", () => {
  const walk = new Walk(seededRandom(7), { start: 50, perSecond: 5, min: 40, max: 60 });
  for (let step = 0; step < 1_000; step++) {
    walk.step(1);
    expect(walk.value).toBeGreaterThanOrEqual(40);
    expect(walk.value).toBeLessThanOrEqual(60);
  }
});

test("the same seed gives the same chance, spread over the whole range", () => {
  const [one, another] = [seededRandom(3), seededRandom(3)];
  const drawn = Array.from({ length: 1_000 }, () => one());
  expect(drawn).toEqual(Array.from({ length: 1_000 }, () => another()));
  expect(drawn.reduce((sum, value) => sum + value, 0) / 1_000).toBeCloseTo(0.5, 1);
  expect([Math.min(...drawn) >= 0, Math.max(...drawn) < 1]).toEqual([true, true]);
});
