import { freshness } from "#shared/freshness.ts";
import type { RegisterView } from "#shared/model/preferences.ts";
import type { Register } from "#shared/model/register.ts";
import { unitOf } from "../metadata.ts";
import type { NamedDevice } from "../register-devices.ts";
import { countingKey, STATE_ORDER, type Ranking } from "../sort.ts";
import type { Group } from "./arrange.ts";

export const GROUPINGS = [
  "none",
  "device",
  "source",
  "state",
  "unit",
  "prefix",
] as const satisfies readonly RegisterView["group"][];
export type Grouping = RegisterView["group"];

/** What the groups are called that have no name of their own. */
export interface GroupWords {
  readonly states: Readonly<Record<"fresh" | "late" | "expired" | "no-value", string>>;
  readonly noDevice: string;
  readonly noUnit: string;
}

/** Which group a register is in. @returns nothing without a grouping */
export function grouper(
  grouping: Grouping,
  words: GroupWords,
  { now, deviceOf }: Ranking,
): ((register: Register) => Group) | undefined {
  switch (grouping) {
    case "none":
      return undefined;
    case "device":
      return (register) => called(deviceOf(register), words.noDevice);
    case "source":
      return ({ provider }) => named(provider, "");
    case "unit":
      return (register) => named(unitOf(register), words.noUnit);
    case "prefix":
      return ({ name }) => named(prefixOf(name), "");
    case "state":
      return (register) => {
        const state = freshness(register, now);
        return { key: state, label: words.states[state], rank: String(STATE_ORDER[state]) };
      };
  }
}

const prefixOf = (name: string) => (name.includes(".") ? name.slice(0, name.indexOf(".")) : name);

/** Those without come last. */
function named(text: string | undefined, without: string): Group {
  if (text === undefined) return { key: "-", label: without, rank: "\uffff" };
  return { key: `=${text}`, label: text, rank: countingKey(text) };
}

/** A device stays the same group when it is called otherwise, and is one of its own when two are called the same. */
function called(device: NamedDevice | undefined, without: string): Group {
  const group = named(device?.name, without);
  return device?.id === undefined ? group : { ...group, key: device.id, rank: `${group.rank}\0${device.id}` };
}
