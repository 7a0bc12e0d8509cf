import { RegdeskError } from "#shared/errors.ts";
import { Worker } from "node:worker_threads";
import type { Logger } from "../logging.ts";
import { GatheredWrites } from "./gathered-writes.ts";
import { Tickets } from "./tickets.ts";
import { troubleOf, type Trouble } from "./trouble.ts";
import type { Write, WriterAnswer, WriterMessage } from "./write.ts";

/** The host's end of the writer's thread. */
export interface Writer extends AsyncDisposable {
  /** Resolves once the write is on the disk and survives the loss of power. Writes are committed in the order of the calls.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` when it could not be stored; then nothing of it is */
  commit(write: Write): Promise<void>;
  /** Makes a backup, unless there is one of the last day. @param now epoch milliseconds */
  backUp(now: number): void;
}

export interface WriterOptions {
  readonly path: string;
  /** Whether the host already holds the data directory; if not, the writer takes it before its first write. */
  readonly isHeld?: boolean;
  /** What is known to be wrong already. */
  readonly trouble?: Trouble | undefined;
  /** Called when storing begins to fail, with why, and when it works again, with undefined. */
  readonly onTrouble: (trouble: Trouble | undefined) => void;
  readonly log: Logger;
}

export async function startWriter({
  path,
  isHeld = true,
  trouble: known,
  onTrouble,
  log,
}: WriterOptions): Promise<Writer> {
  // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const worker = new Worker(new URL(`./writer-thread.${extension}`, import.meta.url), { workerData: { path, isHeld } });
  const tickets = new Tickets();
  const opened = Promise.withResolvers<undefined>();
  const exited = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  let reason = known?.reason;
  const tell = (trouble: Trouble | undefined): void => {
    if (trouble?.reason === reason) return;
    reason = trouble?.reason;
    onTrouble(trouble);
  };

  worker.on("message", (answer: WriterAnswer) => {
    if (answer.kind === "open") return opened.resolve(undefined);
    if (answer.kind === "backup-failed") return log.warn({ code: answer.code }, "no backup could be made");
    const trouble = answer.kind === "failed" ? troubleOf(answer.code, path) : undefined;
    tell(trouble);
    tickets.settle(answer.tickets, trouble && unavailable(trouble));
  });
  worker.once("error", (error: Error) => {
    opened.reject(error);
    const trouble: Trouble = {
      reason: "writer-stopped",
      message: `Nothing can be stored any more (${error.message}); restart Regdesk.`,
    };
    tell(trouble);
    tickets.close(unavailable(trouble));
  });
  void exited.then(() =>
    tickets.close(new RegdeskError("STORE_UNAVAILABLE", "Regdesk is stopping; try again when it runs")),
  );
  await opened.promise;

  const send = (message: WriterMessage): void => worker.postMessage(message);
  const gathering = new GatheredWrites((writes) => send({ kind: "writes", writes }));
  return {
    commit: (write) => tickets.take((ticket) => gathering.add({ ticket, write })),
    backUp: (now) => send({ kind: "back-up", now }),
    async [Symbol.asyncDispose]() {
      gathering.flush();
      send({ kind: "close" });
      await exited;
    },
  };
}

function unavailable({ message }: Trouble): RegdeskError {
  return new RegdeskError("STORE_UNAVAILABLE", message);
}
