import { Option, type Command } from "commander";
import { existsSync, renameSync } from "node:fs";
import { join, resolve } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { DatabaseContents, HistoryContents } from "#shared/model/backup.ts";
import { actorBy } from "../config.ts";
import { doneInThread } from "../store/backup-work.ts";
import { backupPath, backupsIn, removeUnfinished, unfinishedIn } from "../store/backups.ts";
import { historyBeside } from "../store/history/history-database.ts";
import type { OnPiece } from "../store/history-in-backup.ts";
import { applyStagedRestore, stageRestore } from "../store/staged-restore.ts";
import { mergeBackup } from "./merge.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { holdStopped } from "./stopped.ts";

interface ListOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

interface BackupOptions extends ListOptions {
  readonly out?: string;
  readonly withHistory: boolean;
}

interface RestoreOptions {
  readonly dataDir: string;
  readonly withoutHistory: boolean;
  readonly merge: boolean;
  readonly dryRun: boolean;
}

export function addBackupCommands(program: Command): void {
  program
    .command("backups")
    .description("list the backups of the database, newest first")
    .addOption(jsonOption("print a JSON array"))
    .addOption(dataDirectoryOption())
    .action(({ dataDir, json }: ListOptions) => {
      const backups = backupsIn(dataDir).map(({ path, madeAt, withHistory }) => ({
        ...{ path, madeAt: new Date(madeAt).toISOString(), withHistory },
      }));
      const lines = backups.map(({ path, madeAt }) => `${madeAt}  ${path}\n`);
      process.stdout.write(json ? `${JSON.stringify(backups)}\n` : lines.join("") || "There is no backup yet.\n");
    });
  program
    .command("backup")
    .description("copy the database into one file and read the copy through, whether Regdesk runs or not")
    .option("--out <file>", "where to; among the other backups if left out", (path) => resolve(path))
    .option("--with-history", "with the history, which may be far larger than the database", false)
    .addOption(jsonOption("print one line of JSON"))
    .addOption(dataDirectoryOption())
    .action(backUp);
  program
    .command("restore")
    .description(
      "put a backup in the database's place, and the history's if it is in it; what is there is set aside. Regdesk must not be running, unless with --merge",
    )
    .argument("[backup]", "the backup's path; the newest if left out", (path) => resolve(path))
    .option("--without-history", "leave the present history as it is, whatever is in the backup", false)
    .addOption(
      new Option("--merge", "add what people made and the running Regdesk lacks; nothing that is there is altered")
        .default(false)
        .conflicts("withoutHistory"),
    )
    .addOption(new Option("--dry-run", "with --merge: only say what would be added").default(false))
    .addOption(dataDirectoryOption())
    .action(restore);
}

async function backUp({ out, withHistory, dataDir, json }: BackupOptions): Promise<void> {
  const database = join(dataDir, "regdesk.db");
  if (!existsSync(database)) {
    const sentence = `There is no database in ${dataDir}; name the right directory with --data-dir`;
    throw new RegdeskError("BACKUP_NOT_FOUND", sentence);
  }
  if (out !== undefined && existsSync(out)) {
    throw new RegdeskError("BACKUP_INVALID", `${out} is there already; delete it, or choose another name with --out`);
  }
  const unfinished = out === undefined ? unfinishedIn(dataDir, "command") : `${out}.unfinished`;
  const at = Date.now();
  try {
    const contents = await copied(database, unfinished, withHistory);
    const path = out ?? backupPath(dataDir, "by-hand", at, { withHistory: contents.history !== undefined });
    renameSync(unfinished, path);
    process.stdout.write(json ? `${JSON.stringify({ path, ...contents })}\n` : madeSentence(path, contents));
  } finally {
    removeUnfinished(unfinished);
  }
}

/** In a thread, so that Ctrl+C is heard while it is being copied, and what there is of it removed. */
async function copied(database: string, to: string, withHistory: boolean): Promise<DatabaseContents> {
  const history = withHistory ? historyBeside(database) : undefined;
  const stopping = new AbortController();
  const stop = (): void => stopping.abort();
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await doneInThread(
      { kind: "copy", from: database, to, history },
      { signal: stopping.signal, onPiece: shownProgress() },
    );
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");
  }
}

/** How far it is, for a person who waits. */
function shownProgress(): OnPiece | undefined {
  if (!process.stderr.isTTY) return undefined;
  return (done, all) => process.stderr.write(`\rCopying the history: ${Math.floor((100 * done) / Math.max(all, 1))} %`);
}

function madeSentence(path: string, contents: DatabaseContents): string {
  const { registers, changeRequests, auditLines, bytes, history } = contents;
  const past = history === undefined ? "" : ` the history${periodOf(history)},`;
  return `Backed up to ${path}: ${registers} registers, ${changeRequests} change requests, ${auditLines} lines of the audit,${past} ${bytes} bytes.\n`;
}

function periodOf({ fromAt, toAt }: HistoryContents): string {
  const [from, to] = [fromAt, toAt].map((at) => (at === undefined ? undefined : new Date(at).toISOString()));
  return `${from === undefined ? "" : ` from ${from}`}${to === undefined ? "" : ` to ${to}`}`;
}

async function restore(chosen: string | undefined, options: RestoreOptions): Promise<void> {
  const { dataDir, withoutHistory, merge, dryRun } = options;
  if (dryRun && !merge) {
    throw new RegdeskError(
      "BACKUP_INVALID",
      "--dry-run is for --merge; `regdesk backups` lists what could be restored",
    );
  }
  const backup = chosen ?? backupsIn(dataDir)[0]?.path;
  if (backup === undefined || !existsSync(backup)) {
    const sentence = `There is no backup ${backup ?? `of ${dataDir}`}; \`regdesk backups\` lists those there are`;
    throw new RegdeskError("BACKUP_NOT_FOUND", sentence);
  }
  if (merge) return mergeBackup(backup, { dataDir, dryRun });
  using _ = await holdStopped(dataDir);
  const wish = { backup, by: actorBy("command line"), at: Date.now(), withoutHistory };
  const { setAside, historySetAside } = stageRestore(dataDir, wish);
  applyStagedRestore(dataDir);
  const aside = [setAside, historySetAside].filter((path) => path !== undefined && existsSync(path));
  const rest = aside.length > 0 ? `what was there before is ${aside.join(" and ")}` : "there was none before";
  const what = historySetAside === undefined ? backup : `${backup} with its history`;
  process.stdout.write(`Restored ${what}; ${rest}.\n`);
}
