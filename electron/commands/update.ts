import type { Command } from "commander";
import { resolve } from "node:path";
import type { FoundUpdate, UpdatesState } from "#shared/model/update.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { harmless } from "./printable.ts";

interface UpdateOptions {
  readonly save?: string;
  readonly dataDir: string;
  readonly json: boolean;
}

export function addUpdateCommand(program: Command): void {
  program
    .command("update")
    .description("look for a newer version at the update address of the settings; nothing is installed")
    .option("--save <folder>", "save its installer there, and prove it", (path) => resolve(path))
    .addOption(jsonOption("print a JSON array of what was found"))
    .addOption(dataDirectoryOption())
    .action(async ({ save, dataDir, json }: UpdateOptions) => {
      const [state, path] = await withControl(dataDir, async ({ updates }) => {
        const checked = await updates.check();
        const isSaved = checked.found !== undefined && save !== undefined;
        return [checked, isSaved ? (await updates.save({ folder: save })).path : undefined] as const;
      });
      process.stdout.write(json ? `${asJson(state, path)}\n` : `${asText(state, path)}\n`);
    });
}

function asJson({ found }: UpdatesState, path: string | undefined): string {
  return JSON.stringify(found === undefined ? [] : [{ ...found, ...(path === undefined ? {} : { path }) }]);
}

function asText({ current, found }: UpdatesState, path: string | undefined): string {
  if (found === undefined) return `Regdesk ${current} is the newest there is at the update address.`;
  return [`Regdesk ${found.version} is newer than this ${current}.`, ...factsOf(found), ...savedAs(path)].join("\n");
}

function factsOf({ releasedAt, notes, installer }: FoundUpdate): string[] {
  const { url, bytes, sha512 } = installer;
  return [
    `  Installer  ${url}${bytes === undefined ? "" : ` (${bytes} bytes)`}`,
    `  SHA-512    ${sha512}`,
    ...(releasedAt === undefined ? [] : [`  Released   ${harmless(releasedAt)}`]),
    ...(notes === undefined ? [] : ["", harmless(notes)]),
  ];
}

function savedAs(path: string | undefined): string[] {
  if (path === undefined) return [];
  return ["", `Saved as ${path}, and what was saved is what the list promises. Run it to update; your data stays.`];
}
