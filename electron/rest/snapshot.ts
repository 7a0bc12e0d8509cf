import type { RegisterName } from "#shared/model/register.ts";
import { consumerFragment, type RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";

/** The registers of these names that live, as `{"registers":{…}}`. */
export function snapshot(registry: Registry, names: readonly RegisterName[]): string {
  return `{"registers":${livingOf(registry, names)}}`;
}

/** What changed after a revision, as `{"registers":{…},"removed":[…],"revision":M}`; everything, marked `"reset":true`,
 *  when that revision is unknown. @returns undefined when nothing changed */
export function changesAfter(
  registry: Registry,
  names: readonly RegisterName[] | undefined,
  since: number | undefined,
): string | undefined {
  const changed = since === undefined ? undefined : registry.changedAfter(since);
  if (changed === undefined) {
    return `{"registers":${livingOf(registry, names)},"removed":[],"revision":${registry.revision},"reset":true}`;
  }
  const concerned = names === undefined ? [...changed] : names.filter((name) => changed.has(name));
  if (concerned.length === 0) return undefined;
  const removed = concerned.filter((name) => registry.find(name) === undefined);
  return `{"registers":${livingOf(registry, concerned)},"removed":${JSON.stringify(removed)},"revision":${registry.revision}}`;
}

function livingOf(registry: Registry, names: readonly RegisterName[] | undefined): string {
  const records: Iterable<RegisterRecord | undefined> = names?.map((name) => registry.find(name)) ?? registry.living();
  const fragments: string[] = [];
  for (const record of records) if (record !== undefined) fragments.push(consumerFragment(record));
  return `{${fragments.join(",")}}`;
}
