import { connect, type Socket } from "node:net";

/** Sends the same request on many connections and leaves them waiting for their answers. */
export async function parkedSockets(
  port: number,
  count: number,
  request: (index: number) => string,
): Promise<Socket[]> {
  const sockets: Socket[] = [];
  const BATCH = 500;
  for (let from = 0; from < count; from += BATCH) {
    const batch = Array.from({ length: Math.min(BATCH, count - from) }, (_, offset) =>
      open(port, request(from + offset)),
    );
    sockets.push(...(await Promise.all(batch)));
  }
  return sockets;
}

function open(port: number, request: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(request, () => resolve(socket)));
    socket.once("error", reject);
  });
}

/** Milliseconds until the last of them was answered. */
export async function lastAnswer(sockets: readonly Socket[], startedAt: number): Promise<number> {
  await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.once("data", resolve))));
  return performance.now() - startedAt;
}
