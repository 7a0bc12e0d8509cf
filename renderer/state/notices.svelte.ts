import type { Condition } from "#shared/model/host-status.ts";
import { occurrenceOf } from "../lib/notices.ts";
import type { HostState } from "./host.svelte.ts";

const KEY = "regdesk.ignored";

/** What is not as it should be with Regdesk itself, and what of it the technician has chosen to leave. That is kept for this
 *  tab, and for this occurrence alone: what comes again is told again. */
export class NoticesState {
  readonly #host: HostState;
  #ignored = $state.raw<readonly string[]>(readIgnored());

  /** What nobody has looked away from, gravest first. */
  readonly open: readonly Condition[] = $derived.by(() => this.#host.troubles.filter((trouble) => !this.#has(trouble)));
  readonly ignored: readonly Condition[] = $derived.by(() =>
    this.#host.troubles.filter((trouble) => this.#has(trouble)),
  );

  constructor(host: HostState) {
    this.#host = host;
  }

  ignore(condition: Condition): void {
    this.#keep([...this.#ignored, occurrenceOf(condition)]);
  }

  /** It counts again. */
  heed(condition: Condition): void {
    this.#keep(this.#ignored.filter((occurrence) => occurrence !== occurrenceOf(condition)));
  }

  #has(condition: Condition): boolean {
    return this.#ignored.includes(occurrenceOf(condition));
  }

  #keep(ignored: readonly string[]): void {
    this.#ignored = ignored;
    sessionStorage.setItem(KEY, JSON.stringify(ignored));
  }
}

function readIgnored(): readonly string[] {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "[]") as unknown;
    return Array.isArray(kept) ? kept.filter((occurrence) => typeof occurrence === "string") : [];
  } catch {
    return []; // damaged: what is ignored too little is told once more
  }
}
