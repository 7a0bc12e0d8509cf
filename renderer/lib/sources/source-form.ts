/** A source as it is written in its forms. Fields of other kinds keep what was written, so that a look at another kind costs
 *  nothing. */
import type { Connection, Source, SourceKind, SourceName } from "#shared/model/source.ts";
import { formOfSchedule, scheduleOfForm, type ScheduleForm } from "../schedule-form.ts";

export interface HeaderForm {
  readonly name: string;
  readonly value: string;
}

export type RefKind = "default" | "branch" | "tag" | "commit";
export type AuthKind = "none" | "basic" | "bearer";

export interface SourceForm {
  readonly name: string;
  readonly kind: SourceKind;
  readonly path: string;
  readonly url: string;
  readonly headers: readonly HeaderForm[];
  readonly auth: AuthKind;
  readonly user: string;
  readonly authorities: string;
  readonly refKind: RefKind;
  readonly refName: string;
  readonly gitPath: string;
  readonly follow: boolean;
  readonly prefix: string;
  readonly keep: Source["keep"];
  readonly strict: boolean;
  /** In seconds, as it was typed. */
  readonly timeout: string;
  /** Each with its sign. */
  readonly patterns: readonly string[];
  /** One a line. */
  readonly includeTags: string;
  readonly excludeTags: string;
  readonly schedule: ScheduleForm;
}

const DEFAULT_SCHEDULE = { timing: { kind: "interval", every: 600_000 }, hours: [], missed: "catch-up" } as const;

export function emptySourceForm(kind: SourceKind): SourceForm {
  return {
    ...noConnection,
    name: "",
    kind,
    prefix: "",
    keep: "persistent",
    strict: false,
    timeout: "60",
    patterns: [],
    includeTags: "",
    excludeTags: "",
    schedule: formOfSchedule({ ...DEFAULT_SCHEDULE, hours: [] }),
  };
}

const noConnection = {
  path: "",
  url: "",
  headers: [],
  auth: "none",
  user: "",
  authorities: "",
  refKind: "default",
  refName: "",
  gitPath: "",
  follow: false,
} as const satisfies Partial<SourceForm>;

export function formOfSource(source: Source): SourceForm {
  return {
    ...noConnection,
    ...formOfConnection(source.connection),
    name: source.name,
    prefix: source.prefix,
    keep: source.keep,
    strict: source.strict,
    timeout: String(source.timeout / 1_000),
    patterns: source.filter.names,
    includeTags: source.filter.includeTags.join("\n"),
    excludeTags: source.filter.excludeTags.join("\n"),
    schedule: formOfSchedule(source.schedule),
  };
}

function formOfConnection(connection: Connection): Pick<SourceForm, "kind"> & Partial<SourceForm> {
  const { kind } = connection;
  if (kind === "file") return { kind, path: connection.path };
  const reached = { kind, url: connection.url, authorities: connection.authorities ?? "" };
  if (kind === "peer") return { ...reached, follow: connection.follow };
  if (kind === "http") {
    const { auth, headers } = connection;
    return { ...reached, headers, auth: auth.kind, user: auth.kind === "basic" ? auth.user : "" };
  }
  const { ref, path, user = "" } = connection;
  return { ...reached, refKind: ref?.kind ?? "default", refName: ref?.name ?? "", gitPath: path, user };
}

/** What the form does not say stays as it is. Call with a form without problems. */
export function sourceOfForm(form: SourceForm, before: Pick<Source, "order" | "enabled" | "file">): Source {
  return {
    ...before,
    name: form.name.trim() as SourceName,
    connection: connectionOfForm(form),
    prefix: form.prefix.trim(),
    filter: {
      names: [...form.patterns],
      includeTags: linesIn(form.includeTags),
      excludeTags: linesIn(form.excludeTags),
    },
    schedule: scheduleOfForm(form.schedule),
    keep: form.keep,
    strict: form.strict,
    timeout: Math.round(Number(form.timeout) * 1_000),
  };
}

function connectionOfForm(form: SourceForm): Connection {
  const { kind } = form;
  if (kind === "file") return { kind, path: form.path.trim() };
  const authorities = form.authorities.trim() === "" ? {} : { authorities: form.authorities };
  const reached = { url: form.url.trim(), ...authorities };
  if (kind === "peer") return { kind, ...reached, follow: form.follow };
  if (kind === "http") {
    const auth = form.auth === "basic" ? { kind: form.auth, user: form.user.trim() } : { kind: form.auth };
    return { kind, ...reached, headers: form.headers.filter(({ name }) => name.trim() !== ""), auth };
  }
  const user = form.user.trim() === "" ? {} : { user: form.user.trim() };
  const ref = form.refKind === "default" ? {} : { ref: { kind: form.refKind, name: form.refName.trim() } };
  return { kind, ...reached, ...ref, path: form.gitPath.trim(), ...user };
}

export function linesIn(lines: string): string[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Whether the kind of source has a password or token at all. */
export function takesSecret({ kind, auth }: Pick<SourceForm, "kind" | "auth">): boolean {
  return kind === "git" || (kind === "http" && auth !== "none");
}

/** A name to begin with, out of where it comes from: `…/plant-catalog.json` is `plant-catalog`. */
export function suggestedName({ kind, path, url }: SourceForm): string {
  const place = kind === "file" ? path : url;
  const [host = "", ...parts] = place.replace(/^https?:\/\//, "").split(/[\\/]/);
  const last = parts.findLast((part) => part !== "") ?? host.replace(/:\d+$/, "");
  const name = last.replace(/\.(json|ya?ml|git)$/i, "").toLowerCase();
  return name
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, 63)
    .replace(/^-+|-+$/g, "");
}
