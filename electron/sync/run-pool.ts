import { cancelled } from "./thread/thread-message.ts";

/** Lets so many runs be under way at a time; the others wait in the order in which they came. */
export class RunPool {
  readonly #waiting = new Set<() => void>();
  #free: number;

  constructor(size: number) {
    this.#free = size;
  }

  /** @throws `AbortError` when it is aborted while it waits */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#pass();
    }
  }

  #turn(signal: AbortSignal): Promise<void> | undefined {
    if (signal.aborted) return Promise.reject(cancelled());
    if (this.#free > 0) {
      this.#free--;
      return undefined;
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener("abort", abort);
        resolve();
      };
      const abort = (): void => {
        this.#waiting.delete(begin);
        reject(cancelled());
      };
      this.#waiting.add(begin);
      signal.addEventListener("abort", abort, { once: true });
    });
  }

  #pass(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free++;
      return;
    }
    this.#waiting.delete(next);
    next();
  }
}
