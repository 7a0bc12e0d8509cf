import type { Fetch, FetchAnswer, FetchInit } from "#shared/client/fetch.ts";

export interface Asked {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly body: unknown;
}

interface Parked {
  readonly target: string;
  resolve(answer: FetchAnswer): void;
}

/** The far end of `fetch`: remembers what was asked, takes every PUT, answers a GET at once or parks it while it waits. */
export class FakeHost {
  static readonly url = "http://host:8080";
  readonly asked: Asked[] = [];
  readonly parked: Parked[] = [];
  /** While true nothing answers. */
  down = false;
  /** What a GET without a wait is answered. */
  registers: unknown = {};

  readonly fetch: Fetch = async (url, init) => {
    const target = url.slice(FakeHost.url.length);
    this.asked.push({
      method: init.method,
      target,
      body: init.body === undefined ? undefined : (JSON.parse(init.body) as unknown),
    });
    if (this.down) throw new TypeError("fetch failed");
    if (init.method === "PUT") return answer(204, "");
    if (!target.includes("wait=")) return answer(200, JSON.stringify({ registers: this.registers }));
    return this.#park(target, init);
  };

  get puts(): unknown[] {
    return this.asked.filter(({ method }) => method === "PUT").map(({ body }) => body);
  }

  get polls(): string[] {
    return this.asked.filter(({ method }) => method === "GET").map(({ target }) => target);
  }

  /** Answers the oldest parked poll. */
  release(registers: unknown): void {
    this.parked.shift()?.resolve(answer(200, JSON.stringify({ registers })));
  }

  async #park(target: string, { signal }: FetchInit): Promise<FetchAnswer> {
    const { promise, resolve, reject } = Promise.withResolvers<FetchAnswer>();
    this.parked.push({ target, resolve });
    signal.addEventListener("abort", () => reject(signal.reason as Error));
    return promise;
  }
}

export function answer(status: number, text: string): FetchAnswer {
  return { ok: status < 400, status, text: async () => Promise.resolve(text) };
}
