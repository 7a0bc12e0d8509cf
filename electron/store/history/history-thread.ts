/** The thread that owns the history's only writing connection. What it does takes as long as it takes: no decision waits for
 *  it, and no device. */
import Sqlite from "better-sqlite3";
import { statfsSync } from "node:fs";
import { dirname } from "node:path";
import { parentPort, workerData, type MessagePort } from "node:worker_threads";
import type { Retention } from "../../history/history-store.ts";
import type { Database } from "../database.ts";
import { setAside } from "../set-aside.ts";
import { storageCode } from "../trouble.ts";
import { cleaning } from "./cleaning.ts";
import { openHistory } from "./history-database.ts";
import { HistoryKeeper, type RegisterIds } from "./history-keeper.ts";
import type { HistoryMessage, HistoryMessageAnswer } from "./history-message.ts";

/** What must stay free on the disk, in bytes: the database needs the last of it more. */
const SPARE = 64 << 20;

class HistoryThread {
  readonly #path: string;
  readonly #port: MessagePort;
  readonly #ids: RegisterIds = new Map();
  #open: { readonly database: Database; readonly keeper: HistoryKeeper } | undefined;
  #cleaning: Generator<void> | undefined;

  constructor(path: string, port: MessagePort) {
    this.#path = path;
    this.#port = port;
    port.on("message", (message: HistoryMessage) => this.#take(message));
  }

  #take(message: HistoryMessage): void {
    if (message.kind === "close") {
      this.#close();
      this.#port.close();
      return;
    }
    if (message.kind === "clean") {
      this.#attempted(() => this.#clean(message.retention));
      return;
    }
    const code = this.#attempted(() => {
      if (message.kind === "forget") return this.#opened().keeper.forget(message.names);
      this.#makeSureOfRoom();
      this.#opened().keeper.keep(message.write);
    });
    this.#answer(code === undefined ? { kind: "kept" } : { kind: "failed", code });
    // What was kept is kept, whether it can be packed now or not.
    if (code === undefined) this.#attempted(() => this.#opened().keeper.pack());
  }

  #makeSureOfRoom(): void {
    const { bavail, bsize } = statfsSync(dirname(this.#path));
    if (bavail * bsize < SPARE) throw new Sqlite.SqliteError("the disk is nearly full", "SQLITE_FULL");
  }

  #clean(retention: Retention): void {
    const isGoingOn = this.#cleaning !== undefined;
    this.#cleaning = cleaning(this.#opened().database, retention);
    if (!isGoingOn) this.#cleanOn();
  }

  /** A step at a time, and between them whatever came meanwhile. */
  #cleanOn(): void {
    setImmediate(() => {
      this.#attempted(() => {
        if (this.#cleaning?.next().done !== false) this.#cleaning = undefined;
      });
      if (this.#cleaning !== undefined) this.#cleanOn();
    });
  }

  /** @returns the code of what went wrong with the disk */
  #attempted(work: () => void): string | undefined {
    try {
      work();
      return undefined;
    } catch (error) {
      this.#close();
      const code = storageCode(error);
      if (code === undefined) throw error;
      if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) this.#setAside();
      return code;
    }
  }

  #opened() {
    if (this.#open !== undefined) return this.#open;
    const database = openHistory(this.#path);
    try {
      this.#open = { database, keeper: new HistoryKeeper(database, this.#ids) };
      return this.#open;
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** The next write begins a new one. */
  #setAside(): void {
    this.#ids.clear();
    this.#answer({ kind: "set-aside", path: setAside(this.#path, Date.now()) });
  }

  #close(): void {
    this.#cleaning = undefined;
    this.#open?.database.close();
    this.#open = undefined;
  }

  #answer(answer: HistoryMessageAnswer): void {
    this.#port.postMessage(answer);
  }
}

if (parentPort === null) throw new Error("the history is kept by a thread of the host, which does not run alone");
new HistoryThread((workerData as { path: string }).path, parentPort);
