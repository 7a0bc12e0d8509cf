import { SvelteSet } from "svelte/reactivity";
import type { SourceName } from "#shared/model/source.ts";
import { SourceDraft } from "../../../state/sources-draft.svelte.ts";
import { PreviewState } from "../../../state/sources-preview.svelte.ts";
import type { SourcesState } from "../../../state/sources.svelte.ts";

export const STEPS = ["kind", "connection", "preview", "schedule"] as const;
export type Step = (typeof STEPS)[number];

const CONNECTION_FIELDS = ["name", "path", "url", "headers", "user", "ref", "prefix", "timeout"] as const;

/** The work on a new source while its dialog is open: nothing is applied, and nothing is there, before it is added. */
export class AddWork {
  readonly draft: SourceDraft;
  readonly preview: PreviewState;
  readonly touched = new SvelteSet<string>();
  step = $state<Step>("kind");
  /** The host refuses the schedule. */
  isRefused = $state(false);
  /** As it was when the dialog opened. */
  readonly #begun: string;
  /** What the preview shows. */
  #previewed = "";

  readonly told = $derived.by(() => this.draft.told(this.touched));

  /** @param path of a file to begin with */
  constructor(sources: SourcesState, path: string | undefined) {
    this.draft = new SourceDraft(sources, undefined);
    this.preview = new PreviewState(() => sources.preview(this.draft.written(), false));
    if (path !== undefined) {
      this.draft.write({ path });
      this.step = "connection";
    }
    this.#begun = written(this.draft);
  }

  get isFirst(): boolean {
    return this.step === STEPS[0];
  }

  get isLast(): boolean {
    return this.step === STEPS.at(-1);
  }

  /** Whether closing now would lose something: a chosen kind alone is nothing, nor is a sample's path. */
  get isWritten(): boolean {
    return this.draft.secret !== "" || written(this.draft) !== this.#begun;
  }

  next(): void {
    if (this.step === "connection" && this.draft.has(CONNECTION_FIELDS)) {
      this.draft.isInsisted = true;
      return;
    }
    this.draft.isInsisted = false;
    this.#go(1);
    if (this.step === "preview") this.#look();
  }

  back(): void {
    this.#go(-1);
  }

  save(): Promise<SourceName | undefined> {
    return this.draft.save();
  }

  /** Fetches again only when something was changed since. */
  #look(): void {
    const written = JSON.stringify(this.draft.written());
    if (written === this.#previewed && this.preview.failure === undefined) return;
    this.#previewed = written;
    void this.preview.run();
  }

  #go(by: 1 | -1): void {
    this.step = STEPS[STEPS.indexOf(this.step) + by] ?? this.step;
  }
}

const written = ({ form }: SourceDraft): string => JSON.stringify({ ...form, kind: undefined });
