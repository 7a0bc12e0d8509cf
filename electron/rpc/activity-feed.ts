import type { ActivityFeed as Message } from "#shared/contract/activity.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { AuditLine } from "#shared/model/activity.ts";
import type { Audit } from "../audit/audit.ts";
import type { Past } from "./past.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** How much a window gets at first; the audit itself keeps everything. */
const KEPT = 1_000;

/** What is at hand while windows look. */
interface Followed {
  readonly stop: () => void;
  /** Oldest first. */
  readonly latest: AuditLine[];
  /** What came before is there, too. */
  readonly loaded: Promise<void>;
}

/** Tells windows what happened: the latest first as a snapshot, then each as it happens. While no window looks it holds
 *  nothing: keeping a thousand lines of a busy site at hand costs more than storing them. */
export class ActivityFeed implements Disposable {
  readonly #audit: Audit;
  readonly #past: Pick<Past, "auditPage">;
  readonly #subscribers = new Subscribers<Message>();
  #followed: Followed | undefined;
  /** How many windows wait for their snapshot. */
  #arriving = 0;
  #sequence = 0;

  constructor(audit: Audit, past: Pick<Past, "auditPage">) {
    this.#audit = audit;
    this.#past = past;
  }

  async subscribe(signal: AbortSignal | undefined): Promise<Subscription<Message>> {
    this.#arriving += 1;
    try {
      this.#followed ??= this.#follow();
      await this.#followed.loaded;
      return this.#subscribers.add(signal, this.#snapshot());
    } finally {
      this.#arriving -= 1;
    }
  }

  [Symbol.dispose](): void {
    this.#leave();
    this.#subscribers[Symbol.dispose]();
  }

  /** Listens first and looks back then, so that nothing is missed in between. */
  #follow(): Followed {
    const latest: AuditLine[] = [];
    const stop = this.#audit.listen((lines) => this.#add(lines));
    const loaded = this.#past.auditPage({ limit: KEPT }).then(
      ({ lines }) => {
        const told = latest[0]?.id ?? Infinity;
        latest.unshift(...lines.filter(({ id }) => id < told).reverse());
      },
      (error: unknown) => {
        if (!(error instanceof RegdeskError)) throw error; // a window of a host that cannot read its past sees the present
      },
    );
    return { stop, latest, loaded };
  }

  #leave(): void {
    this.#followed?.stop();
    this.#followed = undefined;
  }

  #add(activity: readonly AuditLine[]): void {
    if (this.#subscribers.areNone && this.#arriving === 0) return this.#leave();
    this.#sequence += 1;
    const latest = this.#followed?.latest ?? [];
    latest.push(...activity);
    if (latest.length > 2 * KEPT) latest.splice(0, latest.length - KEPT);
    this.#subscribers.tell({ kind: "delta", sequence: this.#sequence, activity }, () => this.#snapshot());
  }

  #snapshot(): Message {
    return { kind: "snapshot", sequence: this.#sequence, activity: this.#followed?.latest.slice(-KEPT) ?? [] };
  }
}
