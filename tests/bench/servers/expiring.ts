/** A registry of 100,000 registers with a TTL, for measuring what their expiry costs the event loop. */
import { systemClock } from "#electron/clock.ts";
import { Registry } from "#electron/registry/registry.ts";
import type { Provision } from "#electron/registry/register-record.ts";
import type { Clock } from "#shared/clock.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { present } from "./self.ts";

const REGISTERS = 100_000;
const TTL = 10_000;
/** Refreshes are spread like those of many devices: a hundred a millisecond at most. */
const REFRESHED_AT_ONCE = 100;

/** The longest time that the registry has kept the event loop by itself, in milliseconds: it acts on timers only. */
let longest = 0;
const clock: Clock = {
  ...systemClock,
  after: (delay, call) =>
    systemClock.after(delay, () => {
      const startedAt = performance.now();
      call();
      longest = Math.max(longest, performance.now() - startedAt);
    }),
};
const registry = new Registry({ clock });
const provision = (index: number, ttl = TTL): Provision => ({
  name: `register-${index}` as RegisterName,
  value: index,
  metadata: undefined,
  ttl,
});
const provide = (from: number, to: number, ttl?: number): void =>
  registry.provide(
    Array.from({ length: to - from }, (_, offset) => provision(from + offset, ttl)),
    "127.0.0.1",
  );
for (let from = 0; from < REGISTERS; from += 1_000) provide(from, from + 1_000);

let next = 0;
let refreshing = true;
setInterval(() => {
  if (!refreshing) return;
  // Half the TTL for all of them: 20,000 a second.
  for (let batch = 0; batch < 2; batch++) {
    provide(next, next + REFRESHED_AT_ONCE);
    next = (next + REFRESHED_AT_ONCE) % REGISTERS;
  }
}, 10);

let lateness = 0;
let deadline = 0;
registry.listen({
  provided: () => undefined,
  expired: () => (lateness = Math.max(lateness, performance.now() - deadline)),
  withdrawn: () => undefined,
  forgotten: () => undefined,
});

present(0, {
  /** Lets half of them expire at the same moment. */
  drop: async () => {
    refreshing = false;
    lateness = 0;
    for (let from = 0; from < REGISTERS / 2; from += 1_000) provide(from, from + 1_000, 1_000);
    deadline = performance.now() + 1_000;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return null;
  },
  lateness: () => lateness,
  stall: () => {
    const measured = longest;
    longest = 0;
    return measured;
  },
  left: () => registry.size,
});
