import type { FastifyReply } from "fastify";
import type { Clock } from "#shared/clock.ts";

export interface LongPoll {
  /** Milliseconds from now after which the poll is answered anyway. */
  readonly wait: number;
  readonly clock: Clock;
  /** Aborted when the listener stops: then every poll is answered at once. */
  readonly stopping: AbortSignal;
  readonly reply: FastifyReply;
  /** Begins to wait for news. @returns stops waiting */
  readonly subscribe: (wake: () => void) => () => void;
}

/** Waits for news. @returns "news", "over" (time is up or the listener stops) or "gone" (the client hung up) */
export function nextNews({ wait, clock, stopping, reply, subscribe }: LongPoll): Promise<"news" | "over" | "gone"> {
  if (reply.raw.destroyed) return Promise.resolve("gone");
  if (wait <= 0 || stopping.aborted) return Promise.resolve("over");
  return new Promise((resolve) => {
    const end = (how: "news" | "over" | "gone"): void => {
      unsubscribe();
      timer.cancel();
      reply.raw.off("close", gone);
      stopping.removeEventListener("abort", over);
      resolve(how);
    };
    const gone = (): void => end("gone");
    const over = (): void => end("over");
    const unsubscribe = subscribe(() => end("news"));
    const timer = clock.after(wait, over);
    reply.raw.once("close", gone);
    stopping.addEventListener("abort", over);
  });
}
