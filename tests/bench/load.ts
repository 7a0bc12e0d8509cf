/** Sends requests over raw sockets, each connection one at a time, because a client library would cost more than the
 *  server it is to measure. Runs in a process of its own: see `sendLoad`. */
import { connect, type Socket } from "node:net";

export interface LoadOrder {
  readonly port: number;
  readonly connections: number;
  readonly milliseconds: number;
  /** Whole requests as they go over the wire, sent in turn. */
  readonly requests: readonly string[];
}

export interface LoadReport {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds from sending to the end of the answer's head. */
  readonly latencies: readonly number[];
}

class Sender {
  readonly #socket: Socket;
  readonly #next: () => string;
  readonly #done: (latency: number) => boolean;
  #sentAt = 0;
  #answer = "";

  constructor(port: number, next: () => string, done: (latency: number) => boolean) {
    this.#next = next;
    this.#done = done;
    this.#socket = connect(port, "127.0.0.1", () => this.#send());
    this.#socket.setNoDelay(true).setEncoding("latin1");
    this.#socket.on("data", (chunk: string) => this.#receive(chunk));
  }

  close(): void {
    this.#socket.destroy();
  }

  #send(): void {
    this.#sentAt = performance.now();
    this.#socket.write(this.#next());
  }

  #receive(chunk: string): void {
    this.#answer += chunk;
    const end = this.#answer.indexOf("\r\n\r\n");
    if (end === -1) return;
    const length = Number(/content-length: (\d+)/i.exec(this.#answer)?.[1] ?? 0);
    if (this.#answer.length < end + 4 + length) return;
    if (!/^HTTP\/1.1 20/.test(this.#answer)) throw new Error(`the server answered ${this.#answer.slice(0, 200)}`);
    this.#answer = "";
    if (this.#done(performance.now() - this.#sentAt)) this.#send();
  }
}

function run({ port, connections, milliseconds, requests }: LoadOrder): Promise<LoadReport> {
  const latencies: number[] = [];
  let turn = 0;
  const startedAt = performance.now();
  const next = (): string => requests[turn++ % requests.length] ?? "";
  const { promise, resolve } = Promise.withResolvers<LoadReport>();
  const senders = Array.from(
    { length: connections },
    () =>
      new Sender(port, next, (latency) => {
        latencies.push(latency);
        return performance.now() - startedAt < milliseconds;
      }),
  );
  setTimeout(() => {
    const seconds = (performance.now() - startedAt) / 1_000;
    for (const sender of senders) sender.close();
    resolve({ requests: latencies.length, perSecond: latencies.length / seconds, latencies });
  }, milliseconds);
  return promise;
}

process.on("message", (order: LoadOrder) => {
  void run(order).then((report) => process.send?.(report, () => process.disconnect()));
});
