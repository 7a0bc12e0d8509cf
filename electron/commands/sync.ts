import { Option, type Command } from "commander";
import type { Client } from "#shared/contract/contract.ts";
import type { SourceWithState } from "#shared/contract/sources.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { SyncRun } from "#shared/model/sync.ts";
import { withControl } from "./control.ts";
import { runsAsJson, runsAsText } from "./runs-lines.ts";
import { common, fail, print } from "./sources.ts";
import { sourcesAsJson, sourcesAsText } from "./sources-lines.ts";
import { timeToCome } from "./sync-times.ts";

/** Plans no run once any more. */
const NEVER = "never";

interface SyncOptions {
  readonly all: boolean;
  readonly wait: boolean;
  readonly onceAt?: number | typeof NEVER;
  readonly cancel: boolean;
  readonly confirm: boolean;
  readonly pause: boolean;
  readonly until?: number;
  readonly resume: boolean;
  readonly dataDir: string;
  readonly json: boolean;
}

/** What comes of a command: the runs, or the sources as they are then. */
type Told = { readonly runs: readonly SyncRun[] } | { readonly sources: readonly SourceWithState[] };

export function addSyncCommand(program: Command): void {
  const onceAt = new Option("--once-at <time>", `one run at 2026-11-20T14:00, 14:00 or in 90m; ${NEVER} takes it back`);
  common(program.command("sync"), "print a JSON array of the sources, or with --wait and --confirm of their runs")
    .description("sync sources now, or say when they shall be synced")
    .argument("[name...]", "the sources' names, as `regdesk sources list` shows them")
    .option("--all", "all sources that are switched on", false)
    .option("--wait", "wait for the end; a sync that fails exits with 1", false)
    .addOption(onceAt.argParser((text) => (text === NEVER ? NEVER : timeToCome(text))))
    .option("--cancel", "cancel the sync that is under way", false)
    .option("--confirm", "apply what is held back because it would remove much", false)
    .option("--pause", "sync no more until somebody resumes", false)
    .option("--until <time>", "the end of a pause: 2026-11-20T14:00, 14:00 or in 90m", (text) => timeToCome(text))
    .option("--resume", "end a pause", false)
    .action(sync);
}

async function sync(given: string[], options: SyncOptions): Promise<void> {
  checkOptions(given, options);
  const told = await withControl(options.dataDir, async (client) => {
    const sources = await chosen(client, given, options.all);
    return wishOf(options)(client, sources);
  });
  if ("sources" in told) {
    return print(options.json ? `${sourcesAsJson(told.sources)}\n` : sourcesAsText(told.sources));
  }
  print(options.json ? `${runsAsJson(told.runs)}\n` : runsAsText(told.runs));
  for (const run of told.runs) {
    if (run.outcome === "failed") fail(`${run.source} could not be synced: ${run.error?.message ?? run.reason}`);
    if (run.outcome === "cancelled") fail(`The sync of ${run.source} was cancelled`);
  }
}

type Wish = (client: Client, sources: readonly SourceWithState[]) => Promise<Told>;

function wishOf({ wait, onceAt, cancel, confirm, pause, until, resume }: SyncOptions): Wish {
  if (onceAt !== undefined) {
    return each((client, name) => client.sources.syncOnceAt({ name, at: onceAt === NEVER ? null : onceAt }));
  }
  if (pause) return each((client, name) => client.sources.pause({ name, until: until ?? null }));
  if (resume) return each((client, name) => client.sources.resume({ name }));
  if (cancel) return each((client, name) => client.sources.cancel({ name }));
  if (confirm) return confirmed;
  return wait ? waited : begun;
}

/** Does something to each, and tells of all as they are then. */
function each(wish: (client: Client, name: SourceName) => Promise<unknown>): Wish {
  return async (client, sources) => {
    for (const { source } of sources) await wish(client, source.name);
    return { sources: await latest(client, sources) };
  };
}

const waited: Wish = async (client, sources) =>
  sources.length === 0 ? { runs: [] } : { runs: await client.sources.sync({ names: namesOf(sources) }) };

/** The host goes on with it when nobody waits any more. What it refuses it refuses before it answers anything else. */
const begun: Wish = async (client, sources) => {
  if (sources.length === 0) return { sources: [] };
  const wish = client.sources.sync({ names: namesOf(sources) });
  await Promise.race([wish, client.sources.list()]);
  wish.catch(() => undefined); // its outcome is nobody's business here
  return { sources: await latest(client, sources) };
};

const confirmed: Wish = async (client, sources) => {
  const runs: SyncRun[] = [];
  for (const { source, state } of sources) {
    const { awaitingConfirmation: run } = state;
    if (run === undefined) {
      throw new RegdeskError(
        "SYNC_NOT_POSSIBLE",
        `Nothing of ${source.name} is held back, so there is nothing to confirm`,
      );
    }
    runs.push(await client.sources.confirm({ name: source.name, run }));
  }
  return { runs };
};

async function chosen(client: Client, given: readonly string[], all: boolean): Promise<SourceWithState[]> {
  const sources = await client.sources.list();
  if (all) return sources.filter(({ source }) => source.enabled);
  return [...new Set(given)].map((name) => {
    const found = sources.find(({ source }) => source.name === name);
    if (found !== undefined) return found;
    throw new RegdeskError("SOURCE_NOT_FOUND", `There is no source ${name}; \`regdesk sources list\` names them all`);
  });
}

async function latest(client: Client, sources: readonly SourceWithState[]): Promise<SourceWithState[]> {
  const names = new Set(namesOf(sources));
  return (await client.sources.list()).filter(({ source }) => names.has(source.name));
}

function namesOf(sources: readonly SourceWithState[]): SourceName[] {
  return sources.map(({ source }) => source.name);
}

function checkOptions(given: readonly string[], options: SyncOptions): void {
  const { all, wait, onceAt, cancel, confirm, pause, resume, until } = options;
  const wishes = [wait, onceAt !== undefined, cancel, confirm, pause, resume].filter(Boolean).length;
  const wrong = (message: string): RegdeskError => new RegdeskError("SYNC_NOT_POSSIBLE", message);
  if (all === given.length > 0) throw wrong("Name the sources, or give --all for all that are switched on");
  if (wishes > 1) throw wrong("Give one of --wait, --once-at, --cancel, --confirm, --pause and --resume");
  if (until !== undefined && !pause) throw wrong("--until is the end of a pause; give it with --pause");
}
