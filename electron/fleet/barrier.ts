import { RegdeskError } from "#shared/errors.ts";
import type { Provision } from "../registry/register-record.ts";
import type { Member } from "./member.ts";
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

  /** @param token the name of the one that was shown
   *  @throws {RegdeskError} `DEVICE_BLOCKED` when a register of the report belongs to a blocked device, or the token to nobody
   *  else; then nothing of the report may be taken */
  makeSureOfWelcome(report: readonly Provision[], address: string, token?: string): void {
    if (!this.#roster.hasBlocked || !this.#isUp()) return;
    const sender = token === undefined ? undefined : this.#roster.blockedBehind(token);
    if (sender !== undefined) throw refusal(sender);
    for (const { name, metadata } of report) {
      const owner = this.#roster.ownerOf({ name, metadata, provider: address, token });
      if (owner?.kept.review === "blocked") throw refusal(owner);
    }
  }
}

function refusal({ name, id }: Member): RegdeskError {
  const message = `the device ${name} is blocked here, and nothing of this report was taken; whoever runs this Regdesk can keep it again with \`regdesk devices keep ${id}\``;
  return new RegdeskError("DEVICE_BLOCKED", message);
}
