/** What keeps a form from being a source, by field and in words, so that it can be said where it is. */
import { text } from "../messages/messages.ts";
import { scheduleProblems, type ScheduleProblems } from "../schedule-problems.ts";
import { linesIn, type SourceForm } from "./source-form.ts";

export type SourceField =
  "name" | "path" | "url" | "headers" | "user" | "ref" | "prefix" | "timeout" | "patterns" | "tags";
export type SourceProblems = Readonly<Partial<Record<SourceField, string>>>;

const NAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const LONGEST_PREFIX = 512;
const LONGEST_TAG = 256;
const MOST_TAGS = 100;

/** @param names of the other sources */
export function sourceProblems(form: SourceForm, names: readonly string[]): SourceProblems {
  const t = text.sources.form.problems;
  const found: Record<SourceField, string | undefined> = {
    name: nameProblem(form.name.trim(), names),
    ...connectionProblems(form),
    prefix: form.prefix.length > LONGEST_PREFIX ? t.prefix(LONGEST_PREFIX) : undefined,
    timeout: timeoutProblem(form.timeout),
    patterns: patternsProblem(form.patterns),
    tags: tagsProblem(form),
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** Everything there is to say, of the source and of its schedule. */
export function allProblems(form: SourceForm, names: readonly string[]): SourceProblems & ScheduleProblems {
  return { ...sourceProblems(form, names), ...scheduleProblems(form.schedule) };
}

function nameProblem(name: string, others: readonly string[]): string | undefined {
  const t = text.sources.form.problems;
  if (name === "") return t.noName;
  if (others.includes(name)) return t.taken(name);
  return NAME.test(name) ? undefined : t.name;
}

function connectionProblems(form: SourceForm): Record<"path" | "url" | "headers" | "user" | "ref", string | undefined> {
  const t = text.sources.form.problems;
  const { kind } = form;
  const isHttp = kind === "http";
  return {
    path: kind === "file" && form.path.trim() === "" ? t.noPath : undefined,
    url: kind === "file" ? undefined : urlProblem(form.url.trim()),
    headers: isHttp && form.headers.some((header) => !isHeader(header)) ? t.headers : undefined,
    user: isHttp && form.auth === "basic" && form.user.trim() === "" ? t.noUser : undefined,
    ref: kind === "git" ? refProblem(form) : undefined,
  };
}

function urlProblem(url: string): string | undefined {
  const t = text.sources.form.problems;
  if (url === "") return t.noUrl;
  if (!/^https?:\/\//i.test(url)) return t.urlScheme;
  return URL.canParse(url) ? undefined : t.url;
}

/** An empty line is none. */
function isHeader({ name, value }: SourceForm["headers"][number]): boolean {
  if (name.trim() === "") return value.trim() === "";
  return /^[!#$%&'*+.^_`|~\da-z-]+$/i.test(name.trim());
}

function refProblem({ refKind, refName }: SourceForm): string | undefined {
  const t = text.sources.form.problems;
  if (refKind === "default") return undefined;
  if (refName.trim() === "") return t.noRef;
  return refKind === "commit" && !/^[0-9a-f]{40}$/.test(refName.trim()) ? t.commit : undefined;
}

function timeoutProblem(seconds: string): string | undefined {
  const number = Number(seconds);
  const isOne = /^\d+(\.\d+)?$/.test(seconds.trim()) && number >= 1 && number <= 600;
  return isOne ? undefined : text.sources.form.problems.timeout;
}

function patternsProblem(patterns: readonly string[]): string | undefined {
  const wrong = patterns.find((pattern) => !/^[+-]./su.test(pattern));
  return wrong === undefined ? undefined : text.sources.form.problems.pattern;
}

function tagsProblem({ includeTags, excludeTags }: SourceForm): string | undefined {
  const t = text.sources.form.problems;
  const lists = [linesIn(includeTags), linesIn(excludeTags)];
  if (lists.some((tags) => tags.length > MOST_TAGS)) return t.manyTags(MOST_TAGS);
  return lists.flat().some((tag) => tag.length > LONGEST_TAG) ? t.longTag(LONGEST_TAG) : undefined;
}
