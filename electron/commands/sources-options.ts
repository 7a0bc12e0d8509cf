import { InvalidArgumentError, Option, type Command } from "commander";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseDuration } from "#shared/duration.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { Timing } from "#shared/model/schedule.ts";
import { Source, type Connection, type SourceKind } from "#shared/model/source.ts";

/** What of a source was given on the command line. */
export interface SourceOptions {
  readonly kind?: SourceKind;
  readonly url?: string;
  readonly header?: readonly { readonly name: string; readonly value: string }[];
  readonly prefix?: string;
  /** False takes all patterns away. */
  readonly filter?: readonly string[] | false;
  readonly interval?: number;
  readonly cron?: string;
  readonly zone?: string;
  readonly manual?: boolean;
  /** False goes back to the default. */
  readonly schedule?: boolean;
  readonly timeout?: number;
  readonly strict?: boolean;
  readonly keep?: Source["keep"];
  readonly follow?: boolean;
  readonly user?: string;
  readonly secretFile?: string;
  readonly ref?: string;
  readonly path?: string;
  readonly disabled?: boolean;
  readonly enabled?: boolean;
}

export function addSourceOptions(command: Command): Command {
  const option = (flags: string, description: string): Option => new Option(flags, description);
  const duration = (flags: string, description: string): Option => option(flags, description).argParser(durationOf);
  return command
    .addOption(option("--url <url>", "where it is: of an http, git or peer source"))
    .addOption(option("--header <line>", "a header of the request, as 'Name: value'; repeat").argParser(headerOf))
    .addOption(option("--prefix <text>", "goes before every register's name, for example plant."))
    .addOption(
      option("--filter <pattern>", "registers by name: --filter=+boiler.* or --filter=-*.raw; repeat").argParser(
        (text, before: readonly string[] | false | undefined) => [...(before === false ? [] : (before ?? [])), text],
      ),
    )
    .addOption(duration("--interval <duration>", "how often it is synced, for example 10m"))
    .addOption(option("--cron <expression>", "when it is synced, in five fields, for example '*/10 * * * *'"))
    .addOption(option("--zone <zone>", "the time zone of --cron, for example Europe/Berlin (default: this machine's)"))
    .addOption(option("--manual", "sync it only when somebody asks for it"))
    .addOption(duration("--timeout <duration>", "how long one fetch may take, for example 60s"))
    .addOption(option("--strict", "let one bad register refuse the whole document"))
    .addOption(option("--keep <way>", "memory is gone when Regdesk stops").choices(["persistent", "memory"]))
    .addOption(option("--follow", "follow a peer's changes as they happen"))
    .addOption(option("--user <name>", "who is asking, with the password in --secret-file"))
    .addOption(option("--secret-file <file>", "a file that holds the password or token; it is read now, not kept"))
    .addOption(option("--ref <ref>", "of a git source: a branch, tag:NAME or a commit (default: the remote's branch)"))
    .addOption(option("--path <path>", "the document or folder: of a file source, or within a git repository"))
    .addOption(option("--disabled", "switch it off"));
}

export function addEditOptions(command: Command): Command {
  return addSourceOptions(command)
    .option("--no-filter", "mirror all registers")
    .option("--no-schedule", "go back to the default interval")
    .option("--no-strict", "apply the good registers of a document with bad ones")
    .option("--no-follow", "do not follow the peer any more")
    .option("--enabled", "switch it on");
}

/** @throws {RegdeskError} `SOURCE_INVALID` */
export function newSource(name: string, options: SourceOptions): Source {
  if (options.kind === undefined) throw invalid(name, "say what it is with --kind file, http, git or peer");
  return sourceFrom(name, { name, ...fieldsIn(name, options, undefined) });
}

/** The source with what was given in the place of what it had. @throws {RegdeskError} `SOURCE_INVALID` */
export function changedSource(before: Source, options: SourceOptions): Source {
  return sourceFrom(before.name, { ...before, ...fieldsIn(before.name, options, before) });
}

/** @throws {RegdeskError} `SOURCE_INVALID` */
export function secretFrom({ secretFile }: SourceOptions): string | undefined {
  if (secretFile === undefined) return undefined;
  const path = resolve(secretFile);
  try {
    const secret = readFileSync(path, "utf8").replace(/\r?\n$/, "");
    if (secret !== "") return secret;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const message = `The secret in ${path} cannot be read (${code}); check --secret-file`;
    throw new RegdeskError("SOURCE_INVALID", message, { cause: error });
  }
  throw new RegdeskError("SOURCE_INVALID", `${path} is empty; write the password or token into it`);
}

function fieldsIn(name: string, options: SourceOptions, before: Source | undefined): Record<string, unknown> {
  const { prefix, filter, timeout, strict, keep, disabled, enabled } = options;
  return defined({
    connection: { ...connectionIn(name, options, before?.connection) },
    prefix,
    filter: filter === undefined ? undefined : { ...before?.filter, names: filter === false ? [] : filter },
    schedule: scheduleIn(name, options, before),
    timeout,
    strict,
    keep,
    enabled: disabled === true ? false : enabled,
  });
}

function connectionIn(name: string, options: SourceOptions, before: Connection | undefined): Record<string, unknown> {
  const { kind = before?.kind, url, header, user, secretFile, ref, path, follow } = options;
  if (before !== undefined && kind !== before.kind) {
    throw invalid(name, `its kind is ${before.kind} for good; remove it and add it anew with --kind ${kind}`);
  }
  refuseForeign(name, kind, options);
  const auth = kind === "http" ? authIn(user, secretFile, before) : undefined;
  return {
    ...before,
    ...defined({
      kind,
      url,
      headers: header,
      auth,
      user: kind === "git" ? user : undefined,
      ref: ref === undefined ? undefined : refOf(ref),
      path: path !== undefined && kind === "file" ? resolve(path) : path,
      follow,
    }),
  };
}

/** Options that mean nothing for a kind were meant otherwise. */
const MEANT_FOR: Readonly<Partial<Record<keyof SourceOptions, readonly (SourceKind | undefined)[]>>> = {
  url: ["http", "git", "peer"],
  header: ["http"],
  follow: ["peer"],
  user: ["http", "git"],
  secretFile: ["http", "git", "peer"],
  ref: ["git"],
  path: ["file", "git"],
};

function refuseForeign(name: string, kind: SourceKind | undefined, options: SourceOptions): void {
  for (const [option, kinds] of Object.entries(MEANT_FOR)) {
    if (options[option as keyof SourceOptions] === undefined || kinds.includes(kind)) continue;
    const flag = option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    throw invalid(name, `--${flag} is for sources of kind ${kinds.join(", ")}, and this one is of kind ${kind}`);
  }
}

/** With a user the secret is a password, without one it is a token. */
function authIn(user: string | undefined, secretFile: string | undefined, before: Connection | undefined): unknown {
  if (user !== undefined) return { kind: "basic", user };
  const isKnown = before?.kind === "http" && before.auth.kind !== "none";
  return secretFile === undefined || isKnown ? undefined : { kind: "bearer" };
}

function scheduleIn(name: string, options: SourceOptions, before: Source | undefined): unknown {
  const { interval, cron, zone, manual } = options;
  const given = [interval, cron, manual].filter((timing) => timing !== undefined).length;
  if (given > 1) throw invalid(name, "give one of --interval, --cron and --manual");
  if (options.schedule === false) {
    if (given > 0) throw invalid(name, "--no-schedule goes back to the default; leave it out to give another schedule");
    return {};
  }
  const known = before?.schedule.timing.kind === "cron" ? before.schedule.timing : undefined;
  if (zone !== undefined && cron === undefined && known === undefined) {
    throw invalid(name, "--zone is the time zone of --cron; give both");
  }
  if (given === 0 && zone === undefined) return undefined;
  return { ...before?.schedule, timing: timingOf(options, known) };
}

function timingOf(
  { interval, cron, zone }: SourceOptions,
  known: Extract<Timing, { kind: "cron" }> | undefined,
): unknown {
  if (interval !== undefined) return { kind: "interval", every: interval };
  const expression = cron ?? known?.expression;
  if (cron === undefined && zone === undefined) return { kind: "manual" };
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return { kind: "cron", expression, zone: zone ?? known?.zone ?? here };
}

function refOf(text: string): unknown {
  const [, kind, name] = /^(branch|tag|commit):(.+)$/.exec(text) ?? [];
  if (kind !== undefined) return { kind, name };
  return { kind: /^[0-9a-f]{40}$/.test(text) ? "commit" : "branch", name: text };
}

function sourceFrom(name: string, fields: unknown): Source {
  const source = Source.safeParse(fields);
  if (source.success) return source.data;
  const [issue] = source.error.issues;
  const field = issue?.path.join(".") ?? "";
  throw invalid(name, `${field}: ${issue?.message ?? "it cannot be"}`);
}

function invalid(name: string, what: string): RegdeskError {
  return new RegdeskError("SOURCE_INVALID", `Source ${name}: ${what}`);
}

/** Without what is undefined. */
function defined(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function headerOf(
  text: string,
  before: readonly { readonly name: string; readonly value: string }[] | undefined,
): readonly { readonly name: string; readonly value: string }[] {
  const { name, value } = /^(?<name>[^\s:]+):\s*(?<value>.*)$/.exec(text)?.groups ?? {};
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError("A header is written like 'X-Site: north'.");
  return [...(before ?? []), { name, value }];
}

/** @returns milliseconds */
function durationOf(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    if (!(error instanceof RegdeskError)) throw error;
    throw new InvalidArgumentError(`${error.message}.`);
  }
}
