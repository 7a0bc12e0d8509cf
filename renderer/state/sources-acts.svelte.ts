import type { SourceName } from "#shared/model/source.ts";
import { isWithin } from "#shared/hours.ts";
import { clock, text } from "../lib/messages/messages.ts";
import type { NextStep } from "../lib/sources/standing-sentence.ts";
import { countsWords, syncErrorTitle } from "../lib/sources/sync-words.ts";
import type { AppState } from "./app.ts";
import type { ShownSource } from "../lib/sources/standing.ts";

/** What lies over the screen of sources. */
export type SourceDialog =
  | { readonly kind: "add"; readonly path?: string }
  | { readonly kind: "preview" | "held-back" | "once" | "pause" | "remove" | "outside"; readonly name: SourceName };

/** What can be done with a source, by key, from its row, its menu and its page. */
export class SourceActs {
  readonly #app: AppState;
  /** What is asked or shown in a dialog at the moment. */
  dialog = $state.raw<SourceDialog>();
  /** Spoken for who does not see what moved. */
  announcement = $state("");

  constructor(app: AppState) {
    this.#app = app;
  }

  ask(kind: Exclude<SourceDialog["kind"], "add">, { source }: ShownSource): void {
    this.dialog = { kind, name: source.name };
  }

  open({ source }: ShownSource, tab?: string): void {
    const query = { sel: source.name, ...(tab !== undefined && { tab }) };
    this.#app.router.go({ section: "sources", query });
  }

  take(step: NextStep, shown: ShownSource): void {
    const steps: Readonly<Record<NextStep, () => unknown>> = {
      run: () => this.run(shown),
      cancel: () => this.#app.sources.cancel(shown.source.name),
      review: () => this.ask("held-back", shown),
      resume: () => this.resume(shown),
      "switch-on": () => this.switch(shown),
      preview: () => this.ask("preview", shown),
      connection: () => this.open(shown, "connection"),
      secret: () => this.open(shown, "connection"),
      filter: () => this.open(shown, "filter"),
      status: () => this.open(shown),
    };
    steps[step]();
  }

  /** By hand it goes at any hour, but outside the allowed ones only on purpose. */
  run(shown: ShownSource): void {
    const { hours } = shown.source.schedule;
    const isOutside = hours.length > 0 && !hours.some((one) => isWithin(one, this.#app.ticker.now));
    if (isOutside) this.ask("outside", shown);
    else void this.runNow(shown.source.name);
  }

  async runNow(name: SourceName): Promise<void> {
    const { sources, toasts } = this.#app;
    const t = text.sources.run;
    const run = await sources.run(name);
    if (!run) return;
    const why = run.error ? syncErrorTitle(run.error) : "";
    const sentences = {
      complete: () => t.outcomes.complete(name, countsWords(run)),
      "up-to-date": () => t.outcomes["up-to-date"](name),
      failed: () => t.outcomes.failed(name, why),
      cancelled: () => t.outcomes.cancelled(name),
      "needs-confirmation": () => t.outcomes["needs-confirmation"](name),
    };
    toasts.say(sentences[run.outcome]());
  }

  async runOnceAt(name: SourceName, at: number | null): Promise<void> {
    const { sources, toasts, ticker } = this.#app;
    const before = sources.find(name)?.state.runOnceAt;
    if (!(await sources.runOnceAt(name, at))) return;
    const t = text.sources.run;
    const sentence = at === null ? t.unplanned(name) : t.planned(name, clock.near(at, ticker.now));
    toasts.undoable({ sentence, undo: () => sources.runOnceAt(name, at === null ? (before ?? null) : null) });
  }

  async pause(name: SourceName, until: number | null): Promise<void> {
    const { sources, toasts } = this.#app;
    if (!(await sources.pause(name, until))) return;
    toasts.undoable({ sentence: text.sources.pause.paused(name), undo: () => sources.resume(name) });
  }

  async resume({ source: { name } }: ShownSource): Promise<void> {
    const { sources, toasts } = this.#app;
    if (await sources.resume(name)) toasts.say(text.sources.pause.resumed(name));
  }

  async switch({ source }: ShownSource): Promise<void> {
    const { sources, toasts } = this.#app;
    const enabled = !source.enabled;
    if (!(await sources.switch(source, enabled))) return;
    const t = text.sources.switched;
    toasts.say(enabled ? t.on(source.name) : t.off(source.name));
  }

  async move({ source: { name } }: ShownSource, by: 1 | -1): Promise<void> {
    const place = await this.#app.sources.move(name, by);
    if (place !== undefined) this.announcement = text.sources.moved(name, place);
  }

  async remove(name: SourceName): Promise<void> {
    const { sources, toasts, router } = this.#app;
    if (!(await sources.remove(name))) return;
    toasts.say(text.sources.remove.done(name));
    if (router.get("sel") === name) router.set({ sel: undefined, tab: undefined });
  }

  /** File-owned ones are changed in their file, so that only what is no part of it can be done here. */
  isReadOnly({ source }: ShownSource): boolean {
    return source.file !== undefined;
  }
}
