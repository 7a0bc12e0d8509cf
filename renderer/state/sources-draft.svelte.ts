import type { Source, SourceKind, SourceName } from "#shared/model/source.ts";
import { errorSentence } from "../lib/host-words.ts";
import {
  emptySourceForm,
  formOfSource,
  sourceOfForm,
  suggestedName,
  takesSecret,
  type SourceForm,
} from "../lib/sources/source-form.ts";
import { allProblems } from "../lib/sources/source-problems.ts";
import type { SourcesState, WrittenSource } from "./sources.svelte.ts";

type Problems = ReturnType<typeof allProblems>;
type ProblemField = keyof Problems;

/** A source while it is being written. Nothing of it counts before it is saved. */
export class SourceDraft {
  readonly #sources: SourcesState;
  /** What is edited; nothing when it is a new one. */
  before = $state.raw<Source>();
  form = $state.raw<SourceForm>(emptySourceForm("file"));
  /** What somebody wrote into the field; the stored one is never read back. */
  secret = $state("");
  forgetsSecret = $state(false);
  /** It was to be done and was not in order: every problem is told from now on. */
  isInsisted = $state(false);
  isSaving = $state(false);
  failure = $state<string>();
  /** Whether the name still follows the place it was made of. */
  #isNameOwn = false;

  constructor(sources: SourcesState, before: Source | undefined) {
    this.#sources = sources;
    if (before) this.reset(before);
  }

  // Computed when asked, not derived: a draft outlives the component that began it, and what is derived there does not.
  get problems(): Problems {
    return allProblems(this.form, this.#otherNames());
  }

  get isValid(): boolean {
    return Object.keys(this.problems).length === 0;
  }

  get isChanged(): boolean {
    const [from, to] = [this.before ? formOfSource(this.before) : emptySourceForm(this.form.kind), this.form];
    return this.secret !== "" || this.forgetsSecret || JSON.stringify(from) !== JSON.stringify(to);
  }

  write(change: Partial<SourceForm>): void {
    if (change.name !== undefined) this.#isNameOwn = true;
    this.form = { ...this.form, ...change };
    const isNameMade = !this.before && !this.#isNameOwn && (change.path ?? change.url) !== undefined;
    if (isNameMade) this.form = { ...this.form, name: this.#freeName(suggestedName(this.form)) };
  }

  choose(kind: SourceKind): void {
    this.write({ kind });
  }

  /** Forgets what was written. */
  reset(before = this.before): void {
    this.before = before;
    this.form = before ? formOfSource(before) : emptySourceForm(this.form.kind);
    this.secret = "";
    this.forgetsSecret = false;
    this.isInsisted = false;
    this.failure = undefined;
  }

  /** What is said at the fields now: those somebody was in, or all. */
  told(touched: ReadonlySet<string>): Problems {
    if (this.isInsisted) return this.problems;
    return Object.fromEntries(Object.entries(this.problems).filter(([field]) => touched.has(field)));
  }

  has(fields: readonly ProblemField[]): boolean {
    return fields.some((field) => this.problems[field] !== undefined);
  }

  /** As it is written now. Call without problems in it. */
  written(change: Partial<Source> = {}): WrittenSource {
    const { order = this.#sources.all.length, enabled = true, file } = this.before ?? {};
    const source = sourceOfForm(this.form, { order, enabled, ...(file !== undefined && { file }) });
    const secret = this.forgetsSecret ? null : this.secret;
    const hasSecret = secret !== "" && (secret === null || takesSecret(this.form));
    return { source: { ...source, ...change }, ...(hasSecret && { secret }) };
  }

  /** @returns the name it is saved under; nothing when it is not, and `failure` or `problems` say why */
  async save(change: Partial<Source> = {}): Promise<SourceName | undefined> {
    if (this.isSaving) return undefined;
    if (!this.isValid) {
      this.isInsisted = true;
      return undefined;
    }
    this.isSaving = true;
    this.failure = undefined;
    const written = this.written(change);
    try {
      if (this.before) await this.#sources.edit(written);
      else await this.#sources.add(written);
      this.reset(written.source);
      return written.source.name;
    } catch (error) {
      this.failure = errorSentence(error);
      return undefined;
    } finally {
      this.isSaving = false;
    }
  }

  #otherNames(): string[] {
    return this.#sources.all.map(({ source }) => source.name).filter((name) => name !== this.before?.name);
  }

  #freeName(name: string): string {
    const taken = this.#otherNames();
    let free = name;
    for (let n = 2; taken.includes(free); n += 1) free = `${name.slice(0, 60)}-${n}`;
    return free;
  }
}

/** Drafts outlast a look at another screen, so that nothing written is lost by it. */
const drafts = new WeakMap<SourcesState, Record<string, SourceDraft>>();

/** The draft of a source: the one that was begun, else a new one. */
export function draftOf(sources: SourcesState, source: Source): SourceDraft {
  const kept = drafts.get(sources) ?? {};
  drafts.set(sources, kept);
  return (kept[source.name] ??= new SourceDraft(sources, source));
}

export function hasUnsavedDraft(sources: SourcesState, name: SourceName): boolean {
  return drafts.get(sources)?.[name]?.isChanged ?? false;
}
