import { InvalidArgumentError, Option, type Command } from "commander";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import { Source, type Connection, type SourceKind } from "#shared/model/source.ts";
import { addScheduleOptions, durationOf, scheduleIn, type ScheduleOptions } from "./schedule-options.ts";

/** What of a source was given on the command line. */
export interface SourceOptions extends ScheduleOptions {
  readonly kind?: SourceKind;
  readonly url?: string;
  readonly header?: readonly { readonly name: string; readonly value: string }[];
  readonly prefix?: string;
  /** False takes all patterns away. */
  readonly filter?: readonly string[] | false;
  /** False takes all tags away. */
  readonly includeTag?: readonly string[] | false;
  readonly excludeTag?: readonly string[] | false;
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
  const several = (flags: string, description: string): Option => option(flags, description).argParser(oneMore);
  return addScheduleOptions(command)
    .addOption(option("--url <url>", "where it is: of an http, git or peer source"))
    .addOption(option("--header <line>", "a header of the request, as 'Name: value'; repeat").argParser(headerOf))
    .addOption(option("--prefix <text>", "goes before every register's name, for example plant."))
    .addOption(several("--filter <pattern>", "registers by name: --filter=+boiler.* or --filter=-*.raw; repeat"))
    .addOption(several("--include-tag <tag>", "only registers with one of these tags; repeat"))
    .addOption(several("--exclude-tag <tag>", "no registers with one of these tags, which wins; repeat"))
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
    .option("--no-include-tag", "mirror registers whatever their tags are")
    .option("--no-exclude-tag", "leave no register out because of its tags")
    .option("--no-schedule", "go back to the default interval, at any hour")
    .option("--no-hours", "sync it at any hour")
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
  const { prefix, timeout, strict, keep, disabled, enabled } = options;
  return defined({
    connection: { ...connectionIn(name, options, before?.connection) },
    prefix,
    filter: filterIn(options, before),
    schedule: scheduleIn(options, before?.schedule, (what) => invalid(name, what)),
    timeout,
    strict,
    keep,
    enabled: disabled === true ? false : enabled,
  });
}

function filterIn({ filter, includeTag, excludeTag }: SourceOptions, before: Source | undefined): unknown {
  const given = defined({ names: filter, includeTags: includeTag, excludeTags: excludeTag });
  if (Object.keys(given).length === 0) return undefined;
  const lists = Object.entries(given).map(([name, list]) => [name, list === false ? [] : list]);
  return { ...before?.filter, ...Object.fromEntries(lists) };
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

function oneMore(text: string, before: readonly string[] | false | undefined): readonly string[] {
  return [...(before === false ? [] : (before ?? [])), text];
}
