/** What a device on the LAN can do to the port: plain HTTP/1.1, its paths and bodies sent exactly as written. */
import http from "node:http";
import net from "node:net";
import { once } from "node:events";
import { text as textOf } from "node:stream/consumers";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
  /** When the whole answer was here, on the monotonic clock. */
  readonly at: number;
}

export interface Poll {
  readonly answer: Promise<Answer>;
  /** Lets the connection die, as a device that loses its power does. */
  die(): void;
}

export interface Provided {
  readonly value: unknown;
  readonly metadata?: unknown;
  readonly ttl?: unknown;
}

export type Registers = Readonly<Record<string, Provided>>;

interface Sent {
  readonly body?: string | undefined;
  readonly headers?: http.OutgoingHttpHeaders;
}

export class Lan {
  readonly #base: () => string;
  readonly #agent = new http.Agent({ keepAlive: true });

  /** @param base where the host listens; asked when it is needed, because a host started by the tests picks its port */
  constructor(base: () => string) {
    this.#base = base;
  }

  get base(): string {
    return this.#base();
  }

  get port(): number {
    return Number(this.#url.port);
  }

  async send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    return this.#start(method, path, sent).answer;
  }

  /** PUT /provider, for registers that the host must accept. */
  async provide(registers: Registers): Promise<void> {
    const answer = await this.put("/provider", { registers });
    if (answer.status !== 204) throw new Error(`PUT /provider answered ${answer.status} ${answer.text}`);
  }

  /** PUT /consumer, for values by name. */
  async request(values: Readonly<Record<string, unknown>>): Promise<Answer> {
    const entries = Object.entries(values).map(([name, value]) => [name, { value }] as const);
    return this.put("/consumer", { registers: Object.fromEntries(entries) });
  }

  /** @param body sent as it is when it is a text, as JSON when it is not */
  async put(path: string, body: unknown): Promise<Answer> {
    return this.send("PUT", path, { body: typeof body === "string" ? body : JSON.stringify(body) });
  }

  /** GET /consumer, and what it says. */
  async read(query: string): Promise<ReadonlyMap<string, unknown>> {
    return registersOf(await this.send("GET", `/consumer?${query}`));
  }

  /** GET /provider, and the change requests it hands over. */
  async take(query: string): Promise<ReadonlyMap<string, unknown>> {
    return registersOf(await this.send("GET", `/provider?${query}`));
  }

  /** Polls as field clients do, again after an early empty answer, until something was handed over. */
  async takeSomething(query: string): Promise<ReadonlyMap<string, unknown>> {
    for (;;) {
      const taken = await this.take(`${query}&wait=30s`);
      if (taken.size > 0) return taken;
    }
  }

  /** Starts a long poll and resolves once the host has it. */
  async park(path: string): Promise<Poll> {
    const { request, answer } = this.#start("GET", path, {});
    answer.catch(() => undefined);
    if (!request.writableFinished) await once(request, "finish");
    await this.settle();
    return { answer, die: () => request.destroy() };
  }

  /** Lets the host work off what was sent before: it reads its connections in turns, so an answer to something sent
   *  later says that it has read what was sent earlier. Twice, since the first connection may have been new. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) await this.send("GET", "/consumer?name=conformance.settle");
  }

  /** A bare connection, for tests that care about bytes. */
  async connect(): Promise<net.Socket> {
    const socket = net.connect(this.port, this.#url.hostname);
    await once(socket, "connect");
    return socket;
  }

  /** Sends bytes over a connection of their own and resolves with everything that comes until the host closes it. */
  async exchange(bytes: string): Promise<string> {
    const socket = await this.connect();
    socket.end(bytes);
    return textOf(socket);
  }

  get hostHeader(): string {
    return this.#url.host;
  }

  get #url(): URL {
    return new URL(this.#base());
  }

  #start(
    method: string,
    path: string,
    { body, headers = {} }: Sent,
  ): { request: http.ClientRequest; answer: Promise<Answer> } {
    const { hostname, port, pathname } = this.#url;
    const request = http.request({
      hostname,
      port,
      path: pathname.replace(/\/$/, "") + path,
      method,
      agent: this.#agent,
      headers: body === undefined ? headers : { "content-length": Buffer.byteLength(body), ...headers },
    });
    request.end(body);
    return { request, answer: answerTo(request) };
  }
}

export async function answerTo(request: http.ClientRequest): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<http.IncomingMessage>();
  request.on("response", resolve);
  request.on("error", reject);
  const response = await promise;
  const text = await textOf(response);
  return { status: response.statusCode ?? 0, headers: response.headers, text, at: performance.now() };
}

/** The registers in an answer that must be a 200. */
export function registersOf(answer: Answer): ReadonlyMap<string, unknown> {
  if (answer.status !== 200) throw new Error(`expected registers, got ${answer.status} ${answer.text}`);
  const { registers } = JSON.parse(answer.text) as { registers: Record<string, unknown> };
  return new Map(Object.entries(registers));
}

/** The query for names as they are. */
export function named(...names: readonly string[]): string {
  return names.map((name) => `name=${encodeURIComponent(name)}`).join("&");
}

/** A name that no other test has. */
export function aName(label = "temperature"): string {
  return `conformance.${crypto.randomUUID()}.${label}`;
}
