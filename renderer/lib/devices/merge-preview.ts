import type { Device, Identity } from "#shared/model/device.ts";
import { locale, text } from "../messages/messages.ts";
import { identityOf } from "./standing.ts";

/** What becomes of a device that is merged into another one, a point for each. */
export interface MergePreview {
  readonly moves: readonly string[];
  readonly lost: readonly string[];
}

export function mergePreview(from: Device, into: Device): MergePreview {
  const t = text.device.merge.parts;
  const labels = from.labels.filter((label) => !into.labels.includes(label));
  const others = from.identities.filter((identity) => !into.identities.some((known) => isSame(identity, known)));
  return {
    moves: told([
      t.registers(from.registers.total),
      from.notes.length > 0 && t.notes(from.notes.length),
      labels.length > 0 && t.labels(labels.join(", ")),
      from.site !== undefined && into.site === undefined && t.site(from.site),
      others.length > 0 && t.identities(identitiesOf(others)),
      t.past,
    ]),
    lost: told([
      from.alias !== undefined && t.alias(from.alias),
      from.site !== undefined && into.site !== undefined && from.site !== into.site && t.ownSite(from.site),
      from.grace !== undefined && t.grace,
      t.alarms,
    ]),
  };
}

/** For example “metadata.device boiler-2 and metadata.device boiler-3”. */
export function identitiesOf(identities: readonly Identity[]): string {
  return new Intl.ListFormat(locale, { type: "conjunction" }).format(identities.map(identityOf));
}

/** Into which devices another one may be merged, the one it seems to be first. @param query in a name or an address */
export function mergeTargets(from: Device, all: readonly Device[], query: string): Device[] {
  const wanted = query.trim().toLowerCase();
  const isFound = ({ wireName, alias = "", addresses }: Device) =>
    [wireName, alias, ...addresses.map(({ address }) => address)].some((words) => words.toLowerCase().includes(wanted));
  const others = all.filter((device) => device.id !== from.id && isFound(device));
  const likely = others.filter(({ id }) => id === from.mergeInto);
  return [...likely, ...others.filter(({ id }) => id !== from.mergeInto)];
}

const told = (points: readonly (string | false)[]) => points.filter((point) => point !== false);

const isSame = (a: Identity, b: Identity) => a.by === b.by && a.key === b.key && a.value === b.value;
