import { InvalidArgumentError, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import { ChangeRequestId, type ChangeRequest } from "#shared/model/change-request.ts";
import { changeRequestsAsJson, stateOf } from "./change-request-lines.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { harmless, printable } from "./printable.ts";

interface DecisionOptions {
  readonly note?: string;
  readonly now?: boolean;
  readonly confirm?: boolean;
  readonly dataDir: string;
  readonly json: boolean;
}

type Decide = (client: Client, ids: ChangeRequestId[], options: DecisionOptions) => Promise<ChangeRequest[]>;

export function addDecisionCommands(program: Command): void {
  decisionCommand(
    program,
    "approve",
    "let change requests reach their devices",
    (client, ids, { note, now = false, confirm = false }) =>
      client.changeRequests.approve({ ids, now, confirmed: confirm, ...(note === undefined ? {} : { note }) }),
  )
    .option("--now", "skip the grace in which an approval can be undone", false)
    .option("--confirm", "approve also what belongs to a source whose last sync failed", false);
  decisionCommand(program, "deny", "refuse change requests", (client, ids, { note }) =>
    client.changeRequests.deny({ ids, ...(note === undefined ? {} : { note }) }),
  );
  decisionCommand(program, "recall", "take approvals back before a provider picks them up", (client, ids, { note }) =>
    client.changeRequests.recall({ ids, ...(note === undefined ? {} : { note }) }),
  );
}

function decisionCommand(program: Command, name: string, description: string, decide: Decide): Command {
  return program
    .command(name)
    .description(`${description}; all of those named, or none`)
    .argument("<id...>", "the numbers that `regdesk requests` shows", idsOf)
    .option("--note <text>", "why, for the record")
    .addOption(jsonOption("print a JSON array of the decided requests"))
    .addOption(dataDirectoryOption())
    .action(async (ids: ChangeRequestId[], options: DecisionOptions) => {
      const decided = await withControl(options.dataDir, (client) => decide(client, ids, options));
      process.stdout.write(options.json ? `${changeRequestsAsJson(decided)}\n` : decided.map(lineOf).join(""));
    });
}

function idsOf(text: string, before: ChangeRequestId[] | undefined): ChangeRequestId[] {
  const id = ChangeRequestId.safeParse(text);
  if (!id.success) throw new InvalidArgumentError("A change request's id is a number such as 17.");
  return [...(before ?? []), id.data];
}

function lineOf(request: ChangeRequest): string {
  const { id, register, value } = request;
  return `${id}  ${printable(register)} -> ${harmless(value)}: ${stateOf(request)}\n`;
}
