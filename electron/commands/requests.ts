import type { Command } from "commander";
import { withControl } from "./control.ts";
import { changeRequestsAsJson, changeRequestsAsText } from "./change-request-lines.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";

interface RequestsOptions {
  readonly all: boolean;
  readonly dataDir: string;
  readonly json: boolean;
}

export function addRequestsCommand(program: Command): void {
  program
    .command("requests")
    .description("list the change requests that are pending or in progress, newest first")
    .option("--all", "the decided ones too", false)
    .addOption(jsonOption("print a JSON array"))
    .addOption(dataDirectoryOption())
    .action(async ({ all, dataDir, json }: RequestsOptions) => {
      const requests = await withControl(dataDir, (client) => client.changeRequests.list({ all }));
      process.stdout.write(json ? `${changeRequestsAsJson(requests)}\n` : changeRequestsAsText(requests));
    });
}
