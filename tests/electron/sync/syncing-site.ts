/** Sources as the host has them: real SQLite in a directory of its own, the real thread and readers, and a clock that stands. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { Conditions } from "#electron/conditions.ts";
import { Registry } from "#electron/registry/registry.ts";
import { startStorage, type Storage } from "#electron/storage.ts";
import { startManager } from "#electron/syncing.ts";
import type { SyncManager } from "#electron/sync/sync-manager.ts";
import { jsonText, type Json } from "#shared/json.ts";
import { Source, SourceName } from "#shared/model/source.ts";
import type { SourceState, SyncRun } from "#shared/model/sync.ts";
import { FakeClock } from "#tests/support/fake-clock.ts";
import { SILENT } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

export const ANNA = "anna (test)";
export const CATALOG = SourceName.parse("catalog");

export interface Site extends AsyncDisposable {
  readonly path: string;
  readonly clock: FakeClock;
  readonly registry: Registry;
  readonly storage: Storage;
  readonly manager: SyncManager;
  /** Stops it, and starts another on the same directory. */
  restarted(): Promise<Site>;
  stop(): Promise<void>;
}

/** A site in a directory of its own. */
export async function aSite(options: { capacity?: number } = {}): Promise<Site> {
  const directory = await temporaryDirectory();
  const site = await siteIn(directory.path, new FakeClock(), options);
  return {
    ...site,
    async [Symbol.asyncDispose]() {
      await site.stop();
      await directory[Symbol.asyncDispose]();
    },
  };
}

export async function siteIn(
  path: string,
  clock: FakeClock,
  { capacity }: { readonly capacity?: number } = {},
): Promise<Site> {
  await using started = new AsyncDisposableStack();
  const database = join(path, "regdesk.db");
  const conditions = new Conditions(clock);
  const storage = started.use(startStorage({ path: database, isHeld: true, clock, conditions, log: SILENT }));
  const registry = started.use(new Registry({ clock, capacity }));
  const { manager } = started.use(
    startManager({ storage, registry, clock, log: SILENT, dataDirectory: path, path: database }),
  );
  const running = started.move();
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= running.disposeAsync());
  return {
    path,
    clock,
    registry,
    storage,
    manager,
    stop,
    restarted: async () => {
      await stop();
      return siteIn(path, clock);
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** A source of one document, synced when somebody asks for it. */
export function aSource(given: Partial<z.input<typeof Source>> = {}): Source {
  return Source.parse({
    name: CATALOG,
    connection: { kind: "file", path: "/nowhere" },
    schedule: { timing: { kind: "manual" } },
    ...given,
  });
}

export type Values = Readonly<Record<string, Json>>;

/** A document as the wire has it. */
export function documentOf(values: Values): string {
  const registers = Object.entries(values).map(
    ([name, value]) => `${JSON.stringify(name)}:{"value":${jsonText(value)}}`,
  );
  return `{"registers":{${registers.join(",")}}}`;
}

/** So many registers, of which the first few have another value. */
export function numbered(count: number, changed = 0): Values {
  return Object.fromEntries(
    Array.from({ length: count }, (_value, index) => [`r${index}`, index < changed ? -1 : index]),
  );
}

/** A document in the site's directory, and a source of it that is added. */
export async function withFile(site: Site, values: Values, given: Partial<z.input<typeof Source>> = {}) {
  const path = join(site.path, `${given.name ?? CATALOG}.json`);
  const write = (now: Values | string): Promise<void> =>
    writeFile(path, typeof now === "string" ? now : documentOf(now));
  await write(values);
  const source = aSource({ connection: { kind: "file", path }, ...given });
  await site.manager.add(source, undefined, ANNA);
  return { source, path, write };
}

export async function synced(site: Site, name = CATALOG): Promise<SyncRun> {
  const [run] = await site.manager.sync([name], ANNA);
  return run!;
}

export function stateOf(site: Site, name = CATALOG): SourceState {
  return site.manager.find(name)!.state;
}

/** What consumers see. */
export function shownIn(site: Site): Values {
  return Object.fromEntries([...site.registry.living()].map(({ name, value }): [string, Json] => [name, value]));
}

/** Outcome, reason and what was added, updated and removed. */
export function gist({ outcome, reason, added, updated, removed }: SyncRun): unknown[] {
  return [outcome, reason, added, updated, removed];
}

export function conditionsOf(state: SourceState): Record<string, string> {
  return Object.fromEntries(state.conditions.map(({ type, status, reason }) => [type, `${status} ${reason}`]));
}
