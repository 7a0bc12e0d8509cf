import { pino, type Logger } from "pino";

export type { Logger } from "pino";

/** The root logger; every room logs through a child of it: `logger.child({ room: "rest" })`.
 *  It writes JSON lines to stderr synchronously, so that the last line before a crash is there and stdout stays the product's. */
export function rootLogger(level: string): Logger {
  return pino({ name: "regdesk", level }, pino.destination({ dest: 2, sync: true }));
}
