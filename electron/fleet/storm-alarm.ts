import type { Alarm, AlarmId } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { AlarmBook } from "./alarm-book.ts";
import * as steps from "./alarm-steps.ts";
import type { Member } from "./member.ts";
import type { Roster } from "./roster.ts";

/** Losing everything is as grave as it gets. */
const SEVERITY = 3;

/** One alarm in place of those of all devices that went at once; theirs are folded under it. */
export class StormAlarm {
  readonly #book: AlarmBook;
  readonly #roster: Roster;
  /** The devices it took. */
  readonly #taken = new Set<DeviceId>();
  /** Devices that went together, and of none of which an alarm was raised yet: the delay of the rule is not over. */
  #awaited: ReadonlySet<DeviceId> = new Set();

  constructor(book: AlarmBook, roster: Roster) {
    this.#book = book;
    this.#roster = roster;
    for (const { foldedUnder, device } of book.open()) {
      if (foldedUnder !== undefined && device !== undefined) this.#taken.add(device);
    }
  }

  /** @param together the devices that went just now, if it was most of the fleet */
  beat(together: readonly Member[] | undefined, now: number): void {
    if (together !== undefined) this.#gather(new Set(together.map(({ id }) => id)), now);
    if (!this.#isMostGone(this.#awaited)) this.#awaited = new Set();
    const alarm = this.#alarm;
    if (alarm === undefined && this.#taken.size > 0) this.#scatter(); // somebody closed it
    if (alarm === undefined || !steps.isActive(alarm)) return;
    if (this.#isMostGone(this.#taken)) return;
    this.#book.move(alarm.id, steps.ceased(now), "cleared", now);
    this.#scatter();
  }

  /** Puts the alarm of a device that the storm took under it. The first of them that was waited for is when somebody wants to
   *  hear of the storm. */
  fold({ id, device, cause }: Alarm, now: number): void {
    if (device === undefined || cause.kind !== "device-offline") return;
    if (this.#awaited.has(device) && this.#isMostGone(this.#awaited)) return this.#gather(this.#awaited, now);
    const alarm = this.#alarm;
    if (alarm === undefined) return;
    if (steps.isActive(alarm) && this.#taken.has(device)) this.#book.move(id, steps.folded(alarm.id));
  }

  /** Whether nobody wants to hear of any device that it took, as long as it lasts. */
  isMuted(alarm: Alarm, isMuted: (member: Member) => boolean): boolean {
    if (!steps.isActive(alarm) || this.#taken.size === 0) return alarm.isMuted;
    const members = [...this.#taken].map((id) => this.#roster.find(id));
    return members.every((member) => member === undefined || isMuted(member));
  }

  /** Who decides about a storm decides about what is under it. */
  withFolded(ids: readonly AlarmId[]): AlarmId[] {
    const under = this.#book
      .open()
      .filter(
        ({ foldedUnder, state }) =>
          foldedUnder !== undefined && state === "active-unacked" && ids.includes(foldedUnder),
      );
    return [...new Set([...ids, ...under.map(({ id }) => id)])];
  }

  get #alarm(): Alarm | undefined {
    return this.#book.of("", {});
  }

  /** Whether more than half of some devices have not been heard of again. After a sleep or a start nobody knows of any yet. */
  #isMostGone(ids: ReadonlySet<DeviceId>): boolean {
    let count = 0;
    for (const id of ids) {
      const state = this.#roster.find(id)?.state;
      if (state === "offline" || state === "not-observed") count += 1;
    }
    return count * 2 > ids.size;
  }

  #gather(ids: ReadonlySet<DeviceId>, now: number): void {
    const singles = this.#book
      .open()
      .filter(({ cause, device }) => cause.kind === "device-offline" && device !== undefined && ids.has(device));
    const known = this.#alarm;
    if (singles.length === 0 && (known === undefined || !steps.isActive(known))) {
      this.#awaited = new Set([...this.#awaited, ...ids]); // nobody wants to hear of devices that are offline, or not yet
      return;
    }
    this.#awaited = new Set();
    if (known === undefined || !steps.isActive(known)) this.#taken.clear();
    for (const id of ids) this.#taken.add(id);
    const cause = { kind: "storm", devices: this.#taken.size } as const;
    const alarm = this.#book.raise(
      undefined,
      {},
      { cause, severity: SEVERITY, isMuted: singles.every((one) => one.isMuted), at: now },
    );
    this.#book.move(alarm.id, (one) => ({ ...one, cause }));
    for (const { id } of singles) this.#book.move(id, steps.folded(alarm.id));
  }

  /** Who is still gone when the others are back is gone for a reason of its own. */
  #scatter(): void {
    for (const { id, foldedUnder } of this.#book.open())
      if (foldedUnder !== undefined) this.#book.move(id, steps.unfolded);
    this.#taken.clear();
  }
}
