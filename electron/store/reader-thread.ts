/** The thread that reads the past: a question that goes through years of it stalls nobody but those who ask after it. */
import { statSync } from "node:fs";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import { RegdeskError } from "#shared/errors.ts";
import { historyBeside, openHistoryToRead } from "./history/history-database.ts";
import { historyQueries, NO_HISTORY, type HistoryQueries } from "./history/history-queries.ts";
import { queries, type Queries } from "./queries.ts";
import type { ReaderAnswer, ReaderQuestion } from "./reader.ts";
import { openToRead, unreadable, type ReadingDatabase } from "./reading-database.ts";
import type { Database } from "./database.ts";
import { storageCode, troubleOf } from "./trouble.ts";

/** Only who writes it sets it aside, and may never come to the part that is damaged. */
const DAMAGED_HISTORY =
  "It is damaged: stop Regdesk and rename it, and a new history begins. Registers and change requests are kept elsewhere.";

/** Opened for the first question, and anew after one that failed: what was wrong may be over. */
class Past {
  readonly #path: string;
  #open: { readonly reading: ReadingDatabase; readonly queries: Queries } | undefined;
  #history: OpenHistory | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  answer({ name, question }: ReaderQuestion): unknown {
    if (name in NO_HISTORY) return this.#answerOfHistory({ name, question });
    try {
      this.#open ??= this.#opened();
      const answer = (this.#open.queries[name as keyof Queries] as (question: unknown) => unknown)(question);
      if (this.#open.reading.isCopy) this.close();
      return answer;
    } catch (error) {
      this.close();
      if (storageCode(error) === undefined) throw error;
      throw unreadable(this.#path, error);
    }
  }

  close(): void {
    this.#open?.reading[Symbol.dispose]();
    this.#open = undefined;
    this.#closeHistory();
  }

  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  #answerOfHistory({ name, question }: Pick<ReaderQuestion, "name" | "question">): unknown {
    const path = historyBeside(this.#path);
    try {
      // It may have been set aside meanwhile, and another begun under its name.
      if (this.#history?.file !== fileAt(path)) this.#closeHistory();
      this.#history ??= historyOf(path);
      const queries = this.#history?.queries ?? NO_HISTORY;
      return (queries[name as keyof HistoryQueries] as (question: unknown) => unknown)(question);
    } catch (error) {
      this.close();
      const code = storageCode(error);
      if (code === undefined) throw error;
      throw troubleOf(code, path).reason === "corrupt"
        ? unreadable(path, error, DAMAGED_HISTORY)
        : unreadable(path, error);
    }
  }

  #closeHistory(): void {
    this.#history?.database.close();
    this.#history = undefined;
  }

  #opened() {
    const reading = openToRead(this.#path);
    return { reading, queries: queries(reading.database) };
  }
}

interface OpenHistory {
  readonly database: Database;
  readonly queries: HistoryQueries;
  /** Tells it from another of the same name. */
  readonly file: number | undefined;
}

function historyOf(path: string): OpenHistory | undefined {
  const file = fileAt(path);
  const database = openHistoryToRead(path);
  return database && { database, queries: historyQueries(database), file };
}

function fileAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.ino;
}

function serve(port: MessagePort, past: Past): void {
  port.on("message", (question: ReaderQuestion | "close") => {
    if (question === "close") {
      past.close();
      return port.close();
    }
    port.postMessage(answered(question, past));
  });
}

function answered(question: ReaderQuestion, past: Past): ReaderAnswer {
  const { ticket } = question;
  try {
    return { ticket, answer: past.answer(question) };
  } catch (error) {
    if (error instanceof RegdeskError) return { ticket, refusal: error.message };
    throw error;
  }
}

if (parentPort === null) throw new Error("the reader is a thread of the host and does not run alone");
serve(parentPort, new Past((workerData as { path: string }).path));
