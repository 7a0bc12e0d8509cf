import { jsonText } from "#shared/json.ts";
import { Settings } from "#shared/model/settings.ts";
import type { HostSettings } from "../settings/settings.ts";
import { adds, AS_SAID, isSame, stayed, stays, type MergeStep } from "./step.ts";

/** What says something about one machine, or one person's patience, and not how an installation should behave. */
const OF_THE_MACHINE: readonly (keyof Settings)[] = [
  ...(["listenHost", "listenPort", "startAtLogin", "startHidden", "ignoredUpdate"] as const),
];

/** How much is kept or admitted; null is any amount. Less of it would delete or refuse what is here. */
const AMOUNTS: readonly (keyof Settings)[] = [
  ...(["backupsKept", "historyDays", "historyMinutesDays", "historyMegabytes", "mostOpenRequests"] as const),
  ...([
    "mostRegisters",
    "mostBodyBytes",
    "mostRegistersPerRequest",
    "mostNameBytes",
    "mostConnections",
    "mostRequestsPerSecond",
  ] as const),
];

const DEFAULTS = Settings.parse({});

/** Settings that somebody changed there and nobody here. */
export function settingSteps(theirs: Settings, settings: HostSettings): MergeStep[] {
  const names = Object.keys(DEFAULTS) as (keyof Settings)[];
  const changed = names.filter((name) => !isSame(theirs[name], DEFAULTS[name]));
  return changed.map((name): MergeStep => {
    const thing = { kind: "setting", name, value: jsonText(theirs[name]) } as const;
    const isUntouched = (): boolean => isSame(settings.now[name], DEFAULTS[name]);
    if (isSame(settings.now[name], theirs[name])) return stays(thing, "same");
    if (OF_THE_MACHINE.includes(name)) return stays(thing, "machine");
    if (!isUntouched()) return stays(thing, "set");
    if (AMOUNTS.includes(name) && amountOf(theirs[name]) < amountOf(DEFAULTS[name])) return stays(thing, "less");
    return adds(thing, async (by) => {
      if (!isUntouched()) return stayed("set"); // somebody set it meanwhile
      await settings.update({ [name]: theirs[name] }, by);
      return AS_SAID;
    });
  });
}

function amountOf(value: Settings[keyof Settings]): number {
  return typeof value === "number" ? value : Infinity;
}
