import { Alarm } from "#shared/client/alarm.ts";
import { FakeClock, settled } from "#tests/support/fake-clock.ts";
import { expect, test } from "vitest";

/** Whether a promise is settled by now. */
async function isOver(wait: Promise<void>): Promise<boolean> {
  let over = false;
  void wait.then(() => (over = true));
  await settled();
  return over;
}

test("An alarm goes off when its time is up", async () => {
  const clock = new FakeClock();
  const wait = new Alarm(clock, new AbortController().signal).wait(1_000);
  await clock.advance(999);
  expect(await isOver(wait)).toBe(false);
  await clock.advance(1);
  expect(await isOver(wait)).toBe(true);
});

test("An alarm goes off when it is rung, also before anybody waits, and then not again", async () => {
  const alarm = new Alarm(new FakeClock(), new AbortController().signal);
  const wait = alarm.wait(Infinity);
  alarm.ring();
  expect(await isOver(wait)).toBe(true);
  alarm.ring();
  expect(await isOver(alarm.wait(Infinity))).toBe(true);
  expect(await isOver(alarm.wait(Infinity))).toBe(false);
});

test("An alarm goes off when the signal aborts, and leaves no timer behind", async () => {
  const [clock, stop] = [new FakeClock(), new AbortController()];
  const alarm = new Alarm(clock, stop.signal);
  const wait = alarm.wait(1_000);
  stop.abort();
  expect(await isOver(wait)).toBe(true);
  expect(await isOver(alarm.wait(Infinity))).toBe(true);
  expect(clock.timers).toBe(0);
});
