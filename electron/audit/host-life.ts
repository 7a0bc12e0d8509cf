import type { Clock } from "#shared/clock.ts";
import { VERSION } from "../config.ts";
import type { Audit } from "./audit.ts";

const REGDESK = "Regdesk";

/** Tells the audit when a host began and when it ended. One that was killed leaves a beginning without an end. */
export class HostLife implements Disposable {
  readonly #audit: Audit;
  readonly #clock: Clock;
  #hasBegun = false;

  constructor(audit: Audit, clock: Clock) {
    this.#audit = audit;
    this.#clock = clock;
  }

  /** Everything has started. */
  begin(): void {
    this.#hasBegun = true;
    this.#audit.note({ kind: "host-started", at: this.#clock.now(), by: REGDESK, version: VERSION });
  }

  [Symbol.dispose](): void {
    if (!this.#hasBegun) return;
    this.#audit.note({ kind: "host-stopped", at: this.#clock.now(), by: REGDESK, version: VERSION });
  }
}
