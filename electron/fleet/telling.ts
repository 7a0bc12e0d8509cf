import type { DeviceState } from "#shared/model/device.ts";
import type { Move } from "./beat.ts";
import type { Keeper } from "./keeper.ts";
import type { Member } from "./member.ts";

/** Who the audit names for what happens by itself. */
export const REGDESK = "Regdesk";

/** What is worth a line in the audit: that a device is off, on again, goes on and off, or is another one now. Late is not: it
 *  would be said every minute of some devices. */
type Told = "on" | "offline" | "flapping" | "moved";

/** Tells the audit how devices come and go, each once. */
export class Telling {
  readonly #keeper: Keeper;
  readonly #last = new WeakMap<Member, Told>();

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
  }

  /** What was told in an earlier run. */
  recall(member: Member): void {
    const told = member.transitions.findLast(({ state }) => toldOf(state) !== undefined);
    const last = told && toldOf(told.state);
    if (last !== undefined) this.#last.set(member, last);
  }

  tell({ member, to }: Move, at: number): void {
    const told = toldOf(to);
    if (told === undefined || this.#last.get(member) === told) return;
    const isFirst = !this.#last.has(member);
    this.#last.set(member, told);
    const cause = member.transitions.at(-1)?.cause;
    this.#keeper.tell({
      kind: "device-state",
      at,
      by: REGDESK,
      device: member.id,
      name: member.name,
      to,
      isFirst,
      ...(cause === undefined ? {} : { cause }),
    });
  }
}

function toldOf(state: DeviceState): Told | undefined {
  if (state === "not-observed") return undefined;
  return state === "online" || state === "late" ? "on" : state;
}
