import { Option, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import type { SourceWithState, TestStep } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import { withControl } from "./control.ts";
import { dataDirectoryOption, jsonOption } from "./options.ts";
import { clearedAsText, overrideAsObject, overridesAsText } from "./overrides-lines.ts";
import { printable } from "./printable.ts";
import {
  previewAsJson,
  previewAsText,
  sourceAsObject,
  sourceAsText,
  sourcesAsJson,
  sourcesAsText,
  stepAsText,
} from "./sources-lines.ts";
import {
  addEditOptions,
  addSourceOptions,
  changedSource,
  newSource,
  secretFrom,
  type SourceOptions,
} from "./sources-options.ts";

interface CommonOptions {
  readonly dataDir: string;
  readonly json: boolean;
}

const NAME = "the source's name, as `regdesk sources list` shows it";

export function addSourcesCommands(program: Command): void {
  const sources = program.command("sources").description("list and change the outside registries that are mirrored");
  addLookingCommands(sources);
  addChangingCommands(sources);
  addOverrideCommands(sources);
  addTryingCommands(sources);
}

function addLookingCommands(sources: Command): void {
  common(sources.command("list", { isDefault: true }), "print a JSON array")
    .description("list the sources; where two provide one register, the first wins")
    .action(async ({ dataDir, json }: CommonOptions) => {
      const all = await withControl(dataDir, (client) => client.sources.list());
      print(json ? `${sourcesAsJson(all)}\n` : sourcesAsText(all));
    });
  common(sources.command("show"), "print a JSON object")
    .description("show one source, how it is doing, and which of its values are overridden here")
    .argument("<name>", NAME)
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      const [found, overrides] = await withControl(dataDir, async (client) => {
        const one = await sourceOf(client, name);
        return [one, await client.sources.overrides({ name: one.source.name })] as const;
      });
      const asObject = { ...sourceAsObject(found), overrides: overrides.map(overrideAsObject) };
      print(json ? `${JSON.stringify(asObject)}\n` : `${sourceAsText(found)}${overridesAsText(overrides)}`);
    });
}

function addChangingCommands(sources: Command): void {
  type Given = CommonOptions & SourceOptions;
  const kind = new Option("--kind <kind>", "what it is").choices(["file", "http", "git", "peer"]);
  addSourceOptions(common(sources.command("add"), "print a JSON array of the new source").addOption(kind))
    .description("add a source; unless it is synced by hand only, its first sync begins at once")
    .argument("<name>", "small letters, digits and dashes, for example plant-catalog")
    .action(async (name: string, { dataDir, json, ...given }: Given) => {
      const [source, secret] = [newSource(name, given), secretFrom(given)];
      tell(await withControl(dataDir, (client) => client.sources.add({ source, ...secretIn(secret) })), json);
    });
  addEditOptions(common(sources.command("edit"), "print a JSON array of the changed source"))
    .description("change a source; what is not named stays")
    .argument("<name>", NAME)
    .action(async (name: string, { dataDir, json, ...given }: Given) => {
      const secret = secretFrom(given);
      const changed = await withControl(dataDir, async (client) => {
        const { source } = await sourceOf(client, name);
        return client.sources.edit({ source: changedSource(source, given), ...secretIn(secret) });
      });
      tell(changed, json);
    });
  common(sources.command("remove"), "print a JSON array of what was removed")
    .description("remove a source with its registers")
    .argument("<name>", NAME)
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      const removed = await withControl(dataDir, async (client) => {
        const found = await sourceOf(client, name);
        await client.sources.remove({ name: found.source.name });
        return found;
      });
      print(json ? `${sourcesAsJson([removed])}\n` : `${removed.source.name} was removed, with its registers.\n`);
    });
}

function addOverrideCommands(sources: Command): void {
  common(sources.command("clear-override"), "print a JSON array of what was cleared")
    .description("show the source's value of a register again, in place of the one that was approved here")
    .argument("<name>", NAME)
    .argument("<register>", "the register, with its prefix")
    .action(async (name: string, register: string, { dataDir, json }: CommonOptions) => {
      const cleared = await withControl(dataDir, async (client) => {
        const { source } = await sourceOf(client, name);
        const overrides = await client.sources.overrides({ name: source.name });
        const found = overrides.find((override) => override.register === register);
        if (found === undefined) throw notOverridden(name, register);
        await client.sources.clearOverride({ register: found.register });
        return found;
      });
      print(json ? `${JSON.stringify([overrideAsObject(cleared)])}\n` : clearedAsText(cleared));
    });
}

function notOverridden(name: string, register: string): RegdeskError {
  const message = `${printable(register)} of ${name} is not overridden here; \`regdesk sources show ${name}\` lists what is`;
  return new RegdeskError("OVERRIDE_NOT_FOUND", message);
}

function addTryingCommands(sources: Command): void {
  common(sources.command("preview"), "print a JSON object")
    .description("say what a sync would change, without changing it")
    .argument("<name>", NAME)
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      const preview = await withControl(dataDir, async (client) => {
        const { source } = await sourceOf(client, name);
        return client.sources.preview({ source });
      });
      print(json ? `${previewAsJson(preview)}\n` : previewAsText(preview));
      if (preview.error !== undefined) fail(`${name}: ${preview.error.message}`);
    });
  common(sources.command("test"), "print a JSON object")
    .description("go the way to a source's registers step by step, without changing anything")
    .argument("<name>", NAME)
    .action(async (name: string, { dataDir, json }: CommonOptions) => {
      const steps = await withControl(dataDir, async (client) => {
        const { source } = await sourceOf(client, name);
        return stepsOf(await client.sources.test({ source }), json ? undefined : (step) => print(stepAsText(step)));
      });
      const failed = steps.find(({ ok }) => !ok);
      if (json) print(`${JSON.stringify({ source: name, ok: failed === undefined, steps })}\n`);
      if (failed !== undefined) fail(`${name}: ${failed.message}`);
    });
}

async function stepsOf(
  testing: AsyncIterable<TestStep>,
  told: ((step: TestStep) => void) | undefined,
): Promise<TestStep[]> {
  const steps: TestStep[] = [];
  for await (const step of testing) {
    steps.push(step);
    told?.(step);
  }
  return steps;
}

/** @throws {RegdeskError} `SOURCE_NOT_FOUND` */
export async function sourceOf(client: Client, name: string): Promise<SourceWithState> {
  const found = (await client.sources.list()).find(({ source }) => source.name === name);
  if (found !== undefined) return found;
  throw new RegdeskError("SOURCE_NOT_FOUND", `There is no source ${name}; \`regdesk sources list\` names them all`);
}

function secretIn(secret: string | undefined): { secret?: string } {
  return secret === undefined ? {} : { secret };
}

function tell(source: SourceWithState, json: boolean): void {
  print(json ? `${sourcesAsJson([source])}\n` : sourceAsText(source));
}

/** What was asked for was done, and did not go well. */
export function fail(sentence: string): void {
  process.stderr.write(`regdesk: ${sentence}\n`);
  process.exitCode = 1;
}

export function print(text: string): void {
  process.stdout.write(text);
}

export function common(command: Command, json: string): Command {
  return command.addOption(jsonOption(json)).addOption(dataDirectoryOption());
}
