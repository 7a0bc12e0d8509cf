/** A client as they are in the field: it sends one request after the other over a connection that it keeps. */
import { once } from "node:events";
import http from "node:http";
import type { TestContext } from "vitest";
import { answerTo, registersOf, type Answer, type Lan, type Poll } from "../lan.ts";

export class FieldClient implements Disposable {
  readonly #lan: Lan;
  readonly #from: string | undefined;
  #agent = oneConnection();

  /** @param from the address to send from, when it shall not be the usual one */
  constructor(lan: Lan, from?: string) {
    this.#lan = lan;
    this.#from = from;
  }

  async get(path: string): Promise<Answer> {
    return answerTo(this.#start("GET", path));
  }

  async read(query: string): Promise<ReadonlyMap<string, unknown>> {
    return registersOf(await this.get(`/consumer?${query}`));
  }

  async provide(values: Readonly<Record<string, unknown>>): Promise<void> {
    const entries = Object.entries(values).map(([name, value]) => [name, { value, ttl: "1m" }]);
    const body = JSON.stringify({ registers: Object.fromEntries(entries) as unknown });
    const { status, text } = await answerTo(this.#start("PUT", "/provider", body));
    if (status !== 204) throw new Error(`PUT /provider answered ${status} ${text}`);
  }

  /** Starts a long poll and resolves once the host has it. */
  async park(path: string): Promise<Poll> {
    const request = this.#start("GET", path);
    const answer = answerTo(request);
    answer.catch(() => undefined);
    if (!request.writableFinished) await once(request, "finish");
    await this.#lan.settle();
    return { answer, die: () => request.destroy() };
  }

  /** Gives up its connection; the next request comes over another one. */
  async disconnect(): Promise<void> {
    this.#agent.destroy();
    this.#agent = oneConnection();
    await this.#lan.settle();
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }

  #start(method: string, path: string, body?: string): http.ClientRequest {
    const { hostname, port, pathname } = new URL(this.#lan.base);
    const request = http.request({
      hostname,
      port,
      path: pathname.replace(/\/$/, "") + path,
      method,
      agent: this.#agent,
      ...(this.#from === undefined ? {} : { localAddress: this.#from }),
    });
    request.end(body);
    return request;
  }
}

/** A second address of this machine. */
export function anotherAddress({ skip }: TestContext): string {
  if (process.platform === "darwin") skip("macOS has 127.0.0.1 only");
  return "127.0.0.2";
}

function oneConnection(): http.Agent {
  return new http.Agent({ keepAlive: true, maxSockets: 1 });
}
