import { RegdeskError } from "#shared/errors.ts";
import type { Provision } from "../registry/register-record.ts";
import type { Roster } from "./roster.ts";

/** Keeps out what blocked devices push. */
export class Barrier {
  readonly #roster: Roster;
  readonly #isUp: () => boolean;

  /** @param isUp whether devices need a token to push: without one a blocked device would only take another name */
  constructor(roster: Roster, isUp: () => boolean) {
    this.#roster = roster;
    this.#isUp = isUp;
  }

  /** @throws {RegdeskError} `DEVICE_BLOCKED` when a register of the report belongs to a blocked device; then nothing of it
   *  may be taken */
  makeSureOfWelcome(report: readonly Provision[], address: string): void {
    if (!this.#roster.hasBlocked || !this.#isUp()) return;
    for (const { name, metadata } of report) {
      const owner = this.#roster.ownerOf({ name, metadata, provider: address });
      if (owner?.kept.review !== "blocked") continue;
      const message = `the device ${owner.name} is blocked here, and nothing of this report was taken; whoever runs this Regdesk can keep it again with \`regdesk devices keep ${owner.id}\``;
      throw new RegdeskError("DEVICE_BLOCKED", message);
    }
  }
}
