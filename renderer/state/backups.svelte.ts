import type { Client } from "#shared/contract/contract.ts";
import type { Backup, BackupsState as State, RestorePreview } from "#shared/model/backup.ts";
import type { BackupMerge } from "#shared/model/backup-merge.ts";
import { openSink } from "../lib/export/write-file.ts";
import { until } from "../lib/feed.ts";
import { download, upload } from "../lib/transfer.ts";
import type { Call } from "./change-requests.svelte.ts";

/** What is being done with backups, for whoever waits for it. */
export interface BackupWork {
  readonly kind: "make" | "save" | "bring" | "check" | "restore" | "merge" | "erase";
  /** Bytes, where it is known how many there are. */
  readonly done?: number;
  readonly all?: number;
}

/** The backups, and the one thing that is being done with them. */
export class BackupsState {
  readonly #call: Call;
  readonly #report: (error: unknown) => void;
  state = $state.raw<State>();
  work = $state.raw<BackupWork>();
  #stop = new AbortController();
  /** What this window waits for, or the host does for another; with how far it is, where the host knows that. */
  readonly shown: BackupWork | undefined = $derived(
    this.work === undefined || this.work.kind === this.state?.progress?.kind
      ? (this.state?.progress ?? this.work)
      : this.work,
  );

  constructor(call: Call, report: (error: unknown) => void) {
    this.#call = call;
    this.#report = report;
  }

  async follow(client: Client, signal: AbortSignal): Promise<void> {
    for await (const state of until(signal, await client.backups.watch())) this.state = state;
  }

  make({ withHistory = false } = {}): Promise<Backup | undefined> {
    return this.#do({ kind: "make" }, () => this.#call((client) => client.backups.make({ withHistory })));
  }

  /** @returns whether it was saved; not when the technician thought better of it */
  save({ name }: Backup): Promise<boolean | undefined> {
    return this.#do({ kind: "save" }, async (signal) => {
      const sink = await openSink(name, "application/vnd.sqlite3");
      if (!sink) return false;
      const read = (offset: number) => this.#call((client) => client.backups.read({ name, offset }));
      return download(read, sink, (done, all) => (this.work = { kind: "save", done, all }), signal);
    });
  }

  bring(file: File): Promise<Backup | undefined> {
    return this.#do({ kind: "bring" }, (signal) =>
      this.#call(async (client) => {
        const onProgress = (done: number, all: number) => (this.work = { kind: "bring", done, all });
        const id = await upload(client, file, onProgress, signal);
        if (!signal.aborted) return client.backups.bring({ upload: id });
        await client.uploads.discard({ upload: id });
        return undefined;
      }),
    );
  }

  preview({ name }: Backup): Promise<RestorePreview | undefined> {
    return this.#do({ kind: "check" }, () => this.#call((client) => client.backups.preview({ name })));
  }

  /** @param withHistory whether the history in it comes back, too  @returns whether it waits for the next start */
  async restore({ name }: Backup, withHistory: boolean): Promise<boolean> {
    const done = await this.#do({ kind: "restore" }, async () => {
      await this.#call((client) => client.backups.restore({ name, withHistory }));
      return true;
    });
    return done === true;
  }

  previewMerge({ name }: Backup): Promise<BackupMerge | undefined> {
    return this.#do({ kind: "check" }, () => this.#call((client) => client.backups.previewMerge({ name })));
  }

  /** @returns what came in, and what was refused */
  merge({ name }: Backup): Promise<BackupMerge | undefined> {
    return this.#do({ kind: "merge" }, () => this.#call((client) => client.backups.merge({ name })));
  }

  cancelRestore(): Promise<unknown> {
    return this.#do({ kind: "restore" }, () => this.#call((client) => client.backups.cancelRestore()));
  }

  /** @returns whether it waits for the next start */
  async erase(): Promise<boolean> {
    return (
      (await this.#do({ kind: "erase" }, () => this.#call((client) => client.backups.erase()).then(() => true))) ===
      true
    );
  }

  cancelErase(): Promise<unknown> {
    return this.#do({ kind: "erase" }, () => this.#call((client) => client.backups.cancelErase()));
  }

  remove({ name }: Backup): Promise<unknown> {
    return this.#do({ kind: "check" }, () => this.#call((client) => client.backups.remove({ name })));
  }

  /** Ends what takes long: here, or what the host does. */
  stop(): void {
    this.#stop.abort();
    if (this.state?.progress === undefined || this.shown?.kind !== this.state.progress.kind) return;
    this.#call((client) => client.backups.stop()).catch(this.#report);
  }

  async #do<Result>(work: BackupWork, act: (signal: AbortSignal) => Promise<Result>): Promise<Result | undefined> {
    // Reading one through keeps nobody from reading another: whoever closed a dialog opens the next at once.
    if (this.work !== undefined && !(this.work.kind === "check" && work.kind === "check")) return undefined;
    this.work = work;
    this.#stop = new AbortController();
    try {
      return await act(this.#stop.signal);
    } catch (error) {
      this.#report(error);
      return undefined;
    } finally {
      if (work.kind !== "check" || this.work === work) this.work = undefined;
    }
  }
}
