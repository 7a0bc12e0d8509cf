import type { Command } from "commander";
import { existsSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { actorBy } from "../config.ts";
import { copyDatabase } from "../store/backup-file.ts";
import { backupPath, backupsIn, unfinishedIn } from "../store/backups.ts";
import { lockDataDirectory } from "../store/data-directory-lock.ts";
import { applyStagedRestore, stageRestore } from "../store/staged-restore.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";

interface ListOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

interface BackupOptions extends ListOptions {
  readonly out?: string;
}

export function addBackupCommands(program: Command): void {
  program
    .command("backups")
    .description("list the backups of the database, newest first")
    .addOption(jsonOption("print a JSON array"))
    .addOption(dataDirectoryOption())
    .action(({ dataDir, json }: ListOptions) => {
      const backups = backupsIn(dataDir).map(({ path, madeAt }) => ({ path, madeAt: new Date(madeAt).toISOString() }));
      const lines = backups.map(({ path, madeAt }) => `${madeAt}  ${path}\n`);
      process.stdout.write(json ? `${JSON.stringify(backups)}\n` : lines.join("") || "There is no backup yet.\n");
    });
  program
    .command("backup")
    .description("copy the database into one file and read the copy through, whether Regdesk runs or not")
    .option("--out <file>", "where to; among the other backups if left out", (path) => resolve(path))
    .addOption(jsonOption("print one line of JSON"))
    .addOption(dataDirectoryOption())
    .action(backUp);
  program
    .command("restore")
    .description("put a backup in the database's place; the present one is set aside. Regdesk must not be running")
    .argument("[backup]", "the backup's path; the newest if left out", (path) => resolve(path))
    .addOption(dataDirectoryOption())
    .action(restore);
}

async function backUp({ out, dataDir, json }: BackupOptions): Promise<void> {
  const database = join(dataDir, "regdesk.db");
  if (!existsSync(database)) {
    const sentence = `There is no database in ${dataDir}; name the right directory with --data-dir`;
    throw new RegdeskError("BACKUP_NOT_FOUND", sentence);
  }
  if (out !== undefined && existsSync(out)) {
    throw new RegdeskError("BACKUP_INVALID", `${out} is there already; delete it, or choose another name with --out`);
  }
  const unfinished = out === undefined ? unfinishedIn(dataDir, "by-hand") : `${out}.unfinished`;
  const path = out ?? backupPath(dataDir, "by-hand", Date.now());
  const contents = await copiedTo(path, { database, unfinished });
  const { registers, changeRequests, auditLines, bytes } = contents;
  const sentence = `Backed up to ${path}: ${registers} registers, ${changeRequests} change requests, ${auditLines} lines of the audit, ${bytes} bytes.`;
  process.stdout.write(json ? `${JSON.stringify({ path, ...contents })}\n` : `${sentence}\n`);
}

async function copiedTo(path: string, places: { readonly database: string; readonly unfinished: string }) {
  try {
    const contents = await copyDatabase(places.database, places.unfinished);
    renameSync(places.unfinished, path);
    return contents;
  } finally {
    rmSync(places.unfinished, { force: true });
  }
}

async function restore(chosen: string | undefined, { dataDir }: { readonly dataDir: string }): Promise<void> {
  const backup = chosen ?? backupsIn(dataDir)[0]?.path;
  if (backup === undefined || !existsSync(backup)) {
    const sentence = `There is no backup ${backup ?? `of ${dataDir}`}; \`regdesk backups\` lists those there are`;
    throw new RegdeskError("BACKUP_NOT_FOUND", sentence);
  }
  const hold = await lockDataDirectory(dataDir);
  if (typeof hold === "string") {
    throw new RegdeskError(
      "DATA_DIRECTORY_IN_USE",
      `The data directory ${dataDir} is in use or may not be written; stop Regdesk first`,
    );
  }
  using _ = hold;
  const { setAside } = stageRestore(dataDir, { backup, by: actorBy("command line"), at: Date.now() });
  const replaced = existsSync(join(dataDir, "regdesk.db"));
  applyStagedRestore(dataDir);
  const rest = replaced ? `what was there before is ${setAside}` : "there was none before";
  process.stdout.write(`Restored ${backup}; ${rest}.\n`);
}
