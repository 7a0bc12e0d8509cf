import type { WebSocket } from "ws";

/** More unsent bytes than this mean that the window no longer reads. */
const MOST_UNSENT = 64 << 20;
const LOOK_EVERY = 5_000;

/** Hangs up on a window that has stopped reading, before what it does not read fills the memory. It may come back. */
export function dropStalled(client: WebSocket): void {
  const look = setInterval(() => {
    if (client.bufferedAmount > MOST_UNSENT) client.terminate();
  }, LOOK_EVERY);
  look.unref();
  client.once("close", () => clearInterval(look));
}
