import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { systemClock } from "#electron/clock.ts";

const DAY = 24 * 3_600_000;

describe("The system's clock", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test.each([0, 1, 1_000, 24 * DAY, 25 * DAY, 100 * DAY, 3_650 * DAY])(
    "calls once after %i ms, not before",
    (delay) => {
      let called = 0;
      systemClock.after(delay, () => called++);
      vi.advanceTimersByTime(Math.max(0, delay - 1));
      const before = called;
      vi.advanceTimersByTime(1 + DAY);
      expect([before, called]).toEqual([delay === 0 ? 1 : 0, 1]);
    },
  );

  test.each([1_000, 100 * DAY])("does not call after %i ms when it was cancelled meanwhile", (delay) => {
    let called = 0;
    const timer = systemClock.after(delay, () => called++);
    vi.advanceTimersByTime(delay - 1);
    timer.cancel();
    vi.advanceTimersByTime(DAY);
    expect([called, vi.getTimerCount()]).toEqual([0, 0]);
  });
});
