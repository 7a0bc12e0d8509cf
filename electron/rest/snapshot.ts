import { includes, type Filter } from "#shared/filter.ts";
import type { RegisterName } from "#shared/model/register.ts";
import { consumerFragment, type RegisterRecord } from "../registry/register-record.ts";
import type { Registry } from "../registry/registry.ts";
import type { View } from "./view.ts";

/** The registers of a view that live, as `{"registers":{…}}`. */
export function snapshot(registry: Registry, view: View): string {
  return `{"registers":${livingOf(registry, view)}}`;
}

/** What changed after a revision, as `{"registers":{…},"removed":[…],"revision":M}`; everything, marked `"reset":true`,
 *  when that revision is unknown. @returns undefined when nothing changed */
export function changesAfter(
  registry: Registry,
  { names, within }: View,
  since: number | undefined,
): string | undefined {
  const changed = since === undefined ? undefined : registry.changedAfter(since);
  if (changed === undefined) {
    return `{"registers":${livingOf(registry, { names, within })},"removed":[],"revision":${registry.revision},"reset":true}`;
  }
  const concerned = names === undefined ? seen([...changed], within) : names.filter((name) => changed.has(name));
  if (concerned.length === 0) return undefined;
  const removed = concerned.filter((name) => registry.find(name) === undefined);
  return `{"registers":${livingOf(registry, { names: concerned, within })},"removed":${JSON.stringify(removed)},"revision":${registry.revision}}`;
}

function livingOf(registry: Registry, { names, within }: View): string {
  const records: Iterable<RegisterRecord | undefined> = names?.map((name) => registry.find(name)) ?? registry.living();
  const fragments: string[] = [];
  for (const record of records) {
    if (record !== undefined && (within.length === 0 || includes(within, record.name))) {
      fragments.push(consumerFragment(record));
    }
  }
  return `{${fragments.join(",")}}`;
}

function seen(names: RegisterName[], within: Filter): RegisterName[] {
  return within.length === 0 ? names : names.filter((name) => includes(within, name));
}
