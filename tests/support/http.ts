/** What devices, dashboards and bad clients do to the port. */
import { once } from "node:events";
import http from "node:http";
import net from "node:net";
import { text as textOf } from "node:stream/consumers";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
}

/** Sends one request over a connection of its own, its path exactly as written. */
export async function send(
  url: string,
  path: string,
  { method = "GET", headers = {}, body }: Sent = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const request = http.request({ hostname, port, path, method, headers, agent: false });
  request.end(body);
  const response = Promise.withResolvers<http.IncomingMessage>();
  request.on("response", response.resolve);
  request.on("error", response.reject);
  const answer = await response.promise;
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: await textOf(answer) };
}

/** PUTs registers by name; `body` as it is when it is a text. */
export function put(url: string, path: "/provider" | "/consumer", body: unknown): Promise<Answer> {
  return send(url, path, { method: "PUT", body: typeof body === "string" ? body : JSON.stringify(body) });
}

export async function provide(url: string, registers: Readonly<Record<string, unknown>>, ttl = "60s"): Promise<void> {
  const entries = Object.entries(registers).map(([name, value]) => [name, { value, ttl }]);
  expectStatus(204, await put(url, "/provider", { registers: Object.fromEntries(entries) as unknown }));
}

export async function request(url: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const entries = Object.entries(values).map(([name, value]) => [name, { value }]);
  expectStatus(202, await put(url, "/consumer", { registers: Object.fromEntries(entries) as unknown }));
}

/** GET /provider or /consumer, and the values it gives by name. */
export async function values(url: string, path: string): Promise<Record<string, unknown>> {
  const { text } = expectStatus(200, await send(url, path));
  const { registers } = JSON.parse(text) as { registers: Record<string, { value: unknown }> };
  return Object.fromEntries(Object.entries(registers).map(([name, { value }]) => [name, value]));
}

export async function connected(url: string): Promise<net.Socket> {
  const { hostname, port } = new URL(url);
  const socket = net.connect(Number(port), hostname);
  await once(socket, "connect");
  return socket;
}

/** Sends bytes as they are and resolves with everything that comes until the connection closes. */
export async function exchange(url: string, bytes: string): Promise<string> {
  const socket = await connected(url);
  socket.end(bytes);
  return textOf(socket);
}

function expectStatus(status: number, answer: Answer): Answer {
  if (answer.status !== status) throw new Error(`expected ${status}, got ${answer.status} ${answer.text}`);
  return answer;
}
