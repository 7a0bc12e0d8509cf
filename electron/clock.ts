import type { Clock } from "#shared/clock.ts";

/** The longest delay a JavaScript timer keeps; a longer one would fire at once. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after(delay, call) {
    const due = performance.now() + delay;
    let handle: ReturnType<typeof setTimeout>;
    const arm = (): void => {
      const left = due - performance.now();
      handle = left > LONGEST_TIMEOUT ? setTimeout(arm, LONGEST_TIMEOUT) : setTimeout(call, Math.max(0, left));
    };
    arm();
    return { cancel: () => clearTimeout(handle) };
  },
};
