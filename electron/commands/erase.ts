import type { Command } from "commander";
import { sep } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { actorBy } from "../config.ts";
import { applyStagedErase } from "../erasing.ts";
import { isDataDirectory, othersIn, ownFilesIn, type OwnFile } from "../own-files.ts";
import { stageErase } from "../store/staged-erase.ts";
import { dataDirectoryOption } from "./options.ts";
import { holdStopped } from "./stopped.ts";

interface EraseOptions {
  readonly dataDir: string;
  readonly yes: boolean;
}

export function addEraseCommand(program: Command): void {
  program
    .command("erase")
    .description(
      "erase everything Regdesk keeps in the data directory, backups too; without --yes only say what that is. Regdesk must not be running",
    )
    .option("--yes", "erase it: there is no way back", false)
    .addOption(dataDirectoryOption())
    .action(erase);
}

async function erase({ dataDir, yes }: EraseOptions): Promise<void> {
  if (!isDataDirectory(dataDir)) {
    const sentence = `There is nothing of Regdesk in ${dataDir}; name the right directory with --data-dir`;
    throw new RegdeskError("DATA_DIRECTORY_UNUSABLE", sentence);
  }
  using _ = await holdStopped(dataDir);
  const files = ownFilesIn(dataDir);
  if (!yes) {
    process.stdout.write(`This would be erased from ${dataDir}:\n${linesOf(files)}`);
    process.stderr.write("regdesk: Nothing was erased; say --yes to erase it. There is no way back.\n");
    process.exitCode = 1;
    return;
  }
  stageErase(dataDir, { by: actorBy("command line"), at: Date.now() });
  applyStagedErase(dataDir);
  const others = othersIn(dataDir);
  const rest = others.length > 0 ? `Left, because Regdesk did not make it: ${others.join(", ")}.\n` : "";
  process.stdout.write(
    `Erased from ${dataDir}:\n${linesOf(files)}${rest}The next start is a first run; its audit begins with this.\n`,
  );
}

/** A line for each file, and one for each folder. */
function linesOf(files: readonly OwnFile[]): string {
  const groups = [...Map.groupBy(files, ({ path }) => path.split(sep)[0] ?? path)];
  const lines = groups.map(([name, parts]) => {
    const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
    const count = parts[0]?.path === name ? "" : `${parts.length} ${parts.length === 1 ? "file" : "files"}, `;
    return `  ${name}  ${count}${bytes} bytes\n`;
  });
  return lines.join("") || "  nothing\n";
}
