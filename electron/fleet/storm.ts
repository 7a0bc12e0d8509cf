/** When most of the fleet goes at once, it is not the devices. Times are those of the monotonic clock. */
import type { Member } from "./member.ts";

/** Within so many milliseconds. */
const AT_ONCE = 30_000;
/** Of two devices one is already half. */
const FEWEST = 3;

export class Storm {
  #gone: { readonly member: Member; readonly at: number }[] = [];

  /** A device went offline. */
  lost(member: Member, now: number): void {
    this.#gone = this.#gone.filter((one) => one.member !== member);
    this.#gone.push({ member, at: now });
  }

  /** @param present how many devices are not offline
   *  @returns the devices that went within the last half minute, if those are more than half of all there were */
  together(present: number, now: number): Member[] | undefined {
    this.#gone = this.#gone.filter(({ at, member }) => now - at <= AT_ONCE && member.state === "offline");
    const lost = this.#gone.length;
    return lost >= FEWEST && lost * 2 > lost + present ? this.#gone.map(({ member }) => member) : undefined;
  }
}
