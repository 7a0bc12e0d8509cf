import type { Clock } from "#shared/clock.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { Audit } from "./audit/audit.ts";
import type { Registry } from "./registry/registry.ts";

export interface RegisterArchiverOptions {
  readonly registry: Pick<Registry, "archive">;
  readonly audit: Pick<Audit, "note">;
  readonly clock: Clock;
}

/** Takes expired registers off the list on a technician's word, and notes who said it. */
export class RegisterArchiver {
  readonly #options: RegisterArchiverOptions;

  constructor(options: RegisterArchiverOptions) {
    this.#options = options;
  }

  /** @returns those that went: what lives stays, and then nothing is noted */
  archive(names: readonly RegisterName[], by: string): RegisterName[] {
    const { registry, audit, clock } = this.#options;
    const gone = registry.archive(names);
    const [register] = gone;
    if (register === undefined) return gone;
    const only = gone.length === 1 ? { register } : {};
    audit.note({ kind: "archived", at: clock.now(), by, registers: gone.length, ...only });
    return gone;
  }
}
