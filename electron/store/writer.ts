import { RegdeskError } from "#shared/errors.ts";
import { Worker } from "node:worker_threads";
import type { ChainLink } from "../audit/audit-store.ts";
import type { Logger } from "../logging.ts";
import { GatheredWrites } from "./gathered-writes.ts";
import { troubleOf, type Trouble } from "./trouble.ts";
import type { Write } from "./write.ts";
import type { WriterAnswer, WriterMessage } from "./writer-message.ts";

/** The host's end of the writer's thread. */
export interface Writer extends AsyncDisposable {
  /** Resolves once the write is on the disk and survives the loss of power. Writes are committed in the order of the calls.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` when it could not be stored; then nothing of it is */
  commit(write: Write): Promise<void>;
  /** Like `commit`. @returns where its lines came to stand in the audit */
  append(write: Write): Promise<Iterable<ChainLink>>;
  /** Makes the daily backup, unless there is one of the last day. @param now epoch milliseconds  @param kept how many of
   *  them are left, older ones going */
  backUp(now: number, kept: number): void;
}

export interface WriterOptions {
  readonly path: string;
  /** Whether the host already holds the data directory; if not, the writer takes it before its first write. */
  readonly isHeld?: boolean;
  /** What is known to be wrong already. */
  readonly trouble?: Trouble | undefined;
  /** Called when storing begins to fail, with why, and when it works again, with undefined. */
  readonly onTrouble: (trouble: Trouble | undefined) => void;
  /** Called with the path of each backup that was made. */
  readonly onBackup?: (path: string) => void;
  /** Called with what SQLite or the operating system said when one could not be made. */
  readonly onBackupFailed?: (code: string) => void;
  readonly log: Logger;
}

/** The thread starts with the first message: a start does not wait for it, and what is sent meanwhile waits for it. Nothing is
 *  stored before it says so. */
export function startWriter(options: WriterOptions): Writer {
  const { path, isHeld = true, trouble: known, onTrouble, log } = options;
  let worker: Worker | undefined;
  const send = (message: WriterMessage): void => (worker ??= startThread()).postMessage(message);
  const gathered = new GatheredWrites((batch) => send({ kind: "batch", batch }));
  const exited = Promise.withResolvers<undefined>();
  let reason = known?.reason;
  const tell = (trouble: Trouble | undefined): void => {
    if (trouble?.reason === reason) return;
    reason = trouble?.reason;
    onTrouble(trouble);
  };

  const take = (answer: WriterAnswer): void => {
    if (answer.kind === "backup-failed") {
      log.warn({ code: answer.code }, "no backup could be made");
      return options.onBackupFailed?.(answer.code);
    }
    if (answer.kind === "backup-made") return options.onBackup?.(answer.path);
    if (answer.kind === "committed") {
      tell(undefined);
      return gathered.committed(answer.batches, answer.firstLine, answer.hashes);
    }
    const trouble = troubleOf(answer.code, path);
    tell(trouble);
    gathered.failed(answer.batches, unavailable(trouble));
  };
  const stopped = (error: Error): void => {
    const trouble: Trouble = {
      reason: "writer-stopped",
      message: `Nothing can be stored any more (${error.message}); restart Regdesk.`,
    };
    tell(trouble);
    gathered.close(unavailable(trouble));
  };
  const startThread = (): Worker => {
    // In the sources the thread is a .ts file, in the bundle a .js file; either way it lies beside this one.
    const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
    const thread = new Worker(new URL(`./writer-thread.${extension}`, import.meta.url), {
      workerData: { path, isHeld },
    });
    thread.on("message", take);
    thread.once("error", stopped);
    thread.once("exit", () => exited.resolve(undefined));
    return thread;
  };

  return {
    append: (write) => gathered.add(write),
    commit: async (write) => {
      await gathered.add(write);
    },
    backUp: (now, kept) => send({ kind: "back-up", now, kept }),
    async [Symbol.asyncDispose]() {
      gathered.flush();
      worker?.postMessage({ kind: "close" } satisfies WriterMessage);
      if (worker !== undefined) await exited.promise;
      gathered.close(new RegdeskError("STORE_UNAVAILABLE", "Regdesk is stopping; try again when it runs"));
    },
  };
}

function unavailable({ message }: Trouble): RegdeskError {
  return new RegdeskError("STORE_UNAVAILABLE", message);
}
