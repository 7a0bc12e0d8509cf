import { InvalidArgumentError, Option, type Command } from "commander";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Hours } from "#shared/model/hours.ts";
import type { Schedule, Timing } from "#shared/model/schedule.ts";
import { daysOf, timesOf } from "./rule-times.ts";

/** What of a source's schedule was given on the command line. */
export interface ScheduleOptions {
  /** Milliseconds. */
  readonly interval?: number;
  readonly cron?: string;
  readonly zone?: string;
  readonly manual?: boolean;
  /** False lets it be synced at any hour. */
  readonly hours?: readonly Hours[] | false;
  readonly missed?: Schedule["missed"];
  /** False goes back to the default. */
  readonly schedule?: boolean;
}

export function addScheduleOptions(command: Command): Command {
  const option = (flags: string, description: string): Option => new Option(flags, description);
  return command
    .addOption(option("--interval <duration>", "how often it is synced, for example 10m").argParser(durationOf))
    .addOption(option("--cron <expression>", "when it is synced, in five fields, for example '*/10 * * * *'"))
    .addOption(option("--zone <zone>", "the time zone of --cron, for example Europe/Berlin (default: this machine's)"))
    .addOption(option("--manual", "sync it only when somebody asks for it"))
    .addOption(
      option("--hours <times>", "when it may be synced: 07:00-18:00 or 'mon-fri 07:00-18:00'; repeat").argParser(
        hoursOf,
      ),
    )
    .addOption(
      option("--missed <what>", "a run that came due while Regdesk slept or was closed").choices(["catch-up", "skip"]),
    );
}

/** The schedule with what was given in the place of what it had; undefined when nothing was given.
 *  @param invalid makes the refusal of a sentence */
export function scheduleIn(
  options: ScheduleOptions,
  before: Schedule | undefined,
  invalid: (what: string) => RegdeskError,
): unknown {
  const { hours, missed, schedule } = options;
  const timing = timingIn(options, before, invalid);
  const given = {
    ...(timing === undefined ? {} : { timing }),
    ...(hours === undefined ? {} : { hours: hours === false ? [] : hours }),
    ...(missed === undefined ? {} : { missed }),
  };
  if (schedule === false) return given;
  return Object.keys(given).length === 0 ? undefined : { ...before, ...given };
}

function timingIn(
  options: ScheduleOptions,
  before: Schedule | undefined,
  invalid: (what: string) => RegdeskError,
): unknown {
  const { interval, cron, zone, manual, schedule } = options;
  const given = [interval, cron, manual].filter((timing) => timing !== undefined).length;
  if (given > 1) throw invalid("give one of --interval, --cron and --manual");
  if (schedule === false) {
    if (given > 0) throw invalid("--no-schedule goes back to the default; leave it out to give another schedule");
    return undefined;
  }
  const known = before?.timing.kind === "cron" ? before.timing : undefined;
  if (zone !== undefined && cron === undefined && known === undefined) {
    throw invalid("--zone is the time zone of --cron; give both");
  }
  return given === 0 && zone === undefined ? undefined : timingOf(options, known);
}

function timingOf(
  { interval, cron, zone }: ScheduleOptions,
  known: Extract<Timing, { kind: "cron" }> | undefined,
): unknown {
  if (interval !== undefined) return { kind: "interval", every: interval };
  const expression = cron ?? known?.expression;
  if (cron === undefined && zone === undefined) return { kind: "manual" };
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { kind: "cron", expression, zone: zone ?? known?.zone ?? here };
}

/** `07:00-18:00`, or with days before it. */
function hoursOf(text: string, before: readonly Hours[] | false | undefined): readonly Hours[] {
  const parts = text.trim().split(/\s+/);
  const [times = "", days] = parts.reverse();
  if (parts.length > 2) throw new InvalidArgumentError("Hours are written like 07:00-18:00 or 'mon-fri 07:00-18:00'.");
  const hours = { ...timesOf(times), days: days === undefined ? [] : daysOf(days) };
  return [...(before === false ? [] : (before ?? [])), hours];
}

/** @returns milliseconds */
export function durationOf(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
