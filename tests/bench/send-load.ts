import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadOrder, LoadReport } from "./load.ts";
import { pin } from "./server-process.ts";

/** Lets a process of its own send the load. */
export async function sendLoad(order: LoadOrder): Promise<LoadReport> {
  const child = fork(fileURLToPath(new URL("load.ts", import.meta.url)));
  pin(child, 1);
  child.send(order);
  return Promise.race([
    once(child, "message").then(([report]) => report as LoadReport),
    once(child, "exit").then(() => Promise.reject(new Error("the load ended without a report; see above why"))),
  ]);
}

/** A request as it goes over the wire. */
export function putRequest(path: string, registers: Record<string, unknown>): string {
  const body = JSON.stringify({ registers });
  return `PUT ${path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

/** Requests of the same kind whose values differ, as those of real sensors do. */
export function varied(path: string, registersPerRequest: number, count = 500): string[] {
  return Array.from({ length: count }, (_, turn) =>
    putRequest(
      path,
      Object.fromEntries(
        Array.from({ length: registersPerRequest }, (_, index) => [
          `room-${(turn % 50) + 1}.sensor-${index}.temperature`,
          { value: Math.round(20_000 + Math.sin(turn + index) * 5_000) / 1_000, ttl: "60s" },
        ]),
      ),
    ),
  );
}
