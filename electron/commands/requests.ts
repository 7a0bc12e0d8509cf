import type { Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
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
    .option("--all", "the decided ones too, as far back as they go", false)
    .addOption(jsonOption("print a JSON array"))
    .addOption(dataDirectoryOption())
    .action(async ({ all, dataDir, json }: RequestsOptions) => {
      const requests = await withControl(dataDir, (client) => requestsOf(client, all));
      process.stdout.write(json ? `${changeRequestsAsJson(requests)}\n` : changeRequestsAsText(requests));
    });
}

/** Newest first. */
async function requestsOf(client: Client, all: boolean): Promise<ChangeRequest[]> {
  const moving = await client.changeRequests.list({ all: false });
  if (!all) return moving;
  const requests = new Map(moving.map((request) => [request.id, request]));
  // One that comes to its end meanwhile is in both; how it ended is newer.
  for await (const request of finishedOf(client)) requests.set(request.id, request);
  return [...requests.values()].sort((a, b) => Number(b.id) - Number(a.id));
}

async function* finishedOf(client: Client): AsyncGenerator<ChangeRequest> {
  let page = await client.changeRequests.finished({ limit: 1_000 });
  yield* page.requests;
  while (page.next !== undefined) {
    page = await client.changeRequests.finished({ limit: 1_000, before: page.next });
    yield* page.requests;
  }
}
