import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";

/** How soon it is tried again while nothing can be stored, in milliseconds. */
const AGAIN = 5_000;

/** Does what needs the store until it is done; the first try is over when this answers. @returns stops trying */
export async function untilStored(clock: Clock, act: () => Promise<void>): Promise<Disposable> {
  let stopped = false;
  let timer: Timer | undefined;
  const attempt = async (): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof RegdeskError)) throw error;
      if (!stopped) timer = clock.after(AGAIN, () => void attempt());
    }
  };
  await attempt();
  return {
    [Symbol.dispose]() {
      stopped = true;
      timer?.cancel();
    },
  };
}
