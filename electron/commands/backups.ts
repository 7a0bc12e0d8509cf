import type { Command } from "commander";
import { copyFileSync, existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { backupsIn } from "../store/backups.ts";
import { lockDataDirectory } from "../store/data-directory-lock.ts";
import { setAside } from "../store/set-aside.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";

export function addBackupCommands(program: Command): void {
  program
    .command("backups")
    .description("list the daily backups of the database, newest first")
    .addOption(jsonOption("print a JSON array"))
    .addOption(dataDirectoryOption())
    .action(({ dataDir, json }: { readonly dataDir: string; readonly json: boolean }) => {
      const backups = backupsIn(dataDir).map(({ path, madeAt }) => ({ path, madeAt: new Date(madeAt).toISOString() }));
      const lines = backups.map(({ path, madeAt }) => `${madeAt}  ${path}\n`);
      process.stdout.write(json ? `${JSON.stringify(backups)}\n` : lines.join("") || "There is no backup yet.\n");
    });
  program
    .command("restore")
    .description("put a backup in the database's place; the present one is set aside. Regdesk must not be running")
    .argument("[backup]", "the backup's path; the newest if left out", (path) => resolve(path))
    .addOption(dataDirectoryOption())
    .action(restore);
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
  const path = join(dataDir, "regdesk.db");
  const aside = setAside(path, Date.now());
  copyFileSync(backup, path);
  process.stdout.write(`Restored ${backup}; what was there before is ${aside}.\n`);
}
