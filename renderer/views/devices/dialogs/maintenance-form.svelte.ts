import { deviceName, type DeviceId, type MaintenanceScope } from "#shared/model/device.ts";
import { errorSentence } from "../../../lib/host-words.ts";
import { text } from "../../../lib/messages/messages.ts";
import { momentText } from "../../../lib/moment-text.ts";
import { eveningAt, momentOfField, tomorrowMorningAt } from "../../../lib/sources/once.ts";
import type { AppState } from "../../../state/app.ts";
import type { DeviceActs } from "../../../state/device-acts.svelte.ts";

const HOUR = 3_600_000;

export type ScopeKind = MaintenanceScope["kind"];
export const SCOPE_KINDS = ["device", "label", "site"] as const satisfies readonly ScopeKind[];

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A maintenance while it is being written. */
export class MaintenanceForm {
  readonly #app: Pick<AppState, "fleet" | "ticker">;
  readonly #acts: DeviceActs;
  readonly #opened: number;
  kind = $state<ScopeKind>("device");
  /** By kind, so that going back and forth loses nothing. */
  #chosen: Partial<Record<ScopeKind, string>> = $state.raw({});
  /** A preset's time in epoch milliseconds, or a time that is written out. */
  until = $state<number | "other">(0);
  written = $state("");
  note = $state("");
  /** Why the host did not take it. */
  refusal = $state<string>();
  #isSending = $state(false);

  readonly #subjects: Readonly<Record<ScopeKind, readonly Choice[]>> = $derived.by(() => {
    const { all } = this.#app.fleet;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew each time
    const named = (names: Iterable<string>) => [...new Set(names)].sort().map((name) => ({ value: name, label: name }));
    return {
      device: all.map((device) => ({ value: device.id, label: deviceName(device) })),
      label: named(all.flatMap(({ labels }) => labels)),
      site: named(all.flatMap(({ site }) => (site === undefined ? [] : [site]))),
    };
  });
  /** What there is of the kind. */
  readonly subjects = $derived(this.#subjects[this.kind]);
  readonly subject = $derived(this.#chosen[this.kind] ?? this.subjects[0]?.value);
  /** Epoch milliseconds, or what is wrong with it. */
  readonly #moment = $derived.by(() =>
    this.until === "other" ? momentOfField(this.written, this.#app.ticker.now) : this.until,
  );
  readonly momentProblem = $derived(
    this.#moment === "none" ? text.sources.run.noTime : this.#moment === "past" ? text.sources.run.past : undefined,
  );
  readonly isReady = $derived(this.subject !== undefined && typeof this.#moment === "number" && !this.#isSending);

  constructor(app: Pick<AppState, "fleet" | "ticker">, acts: DeviceActs, scope: MaintenanceScope | undefined) {
    this.#app = app;
    this.#acts = acts;
    this.#opened = app.ticker.now;
    this.until = this.#opened + HOUR;
    this.written = momentText(this.#opened + 2 * HOUR);
    if (scope) {
      this.kind = scope.kind;
      this.choose(scope.kind === "device" ? scope.device : scope.kind === "label" ? scope.label : scope.site);
    }
  }

  get times(): readonly { readonly until: number; readonly label: string }[] {
    const { choices } = text.devices.maintenance;
    const evening = eveningAt(this.#opened);
    return [
      { until: this.#opened + HOUR, label: choices.hour },
      { until: this.#opened + 4 * HOUR, label: choices.hours },
      ...(evening === undefined ? [] : [{ until: evening, label: choices.evening }]),
      { until: tomorrowMorningAt(this.#opened), label: choices.morning },
    ];
  }

  choose(subject: string): void {
    this.#chosen = { ...this.#chosen, [this.kind]: subject };
  }

  /** Stays open afterwards: what began stands below, and can be ended there. */
  async begin(): Promise<void> {
    const { subject } = this;
    const moment = this.#moment;
    if (subject === undefined || typeof moment !== "number" || this.#isSending) return;
    this.#isSending = true;
    this.refusal = undefined;
    try {
      await this.#acts.maintain(scopeOf(this.kind, subject), moment, this.note);
      this.note = "";
    } catch (error) {
      this.refusal = errorSentence(error);
    } finally {
      this.#isSending = false;
    }
  }
}

function scopeOf(kind: ScopeKind, subject: string): MaintenanceScope {
  if (kind === "label") return { kind, label: subject };
  return kind === "site" ? { kind, site: subject } : { kind, device: subject as DeviceId };
}
