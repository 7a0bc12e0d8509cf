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

  constructor(book: AlarmBook, roster: Roster) {
    this.#book = book;
    this.#roster = roster;
    for (const { foldedUnder, device } of book.open()) {
      if (foldedUnder !== undefined && device !== undefined) this.#taken.add(device);
    }
  }

  /** @param together the devices that went just now, if it was most of the fleet */
  beat(together: readonly Member[] | undefined, now: number): void {
    if (together !== undefined) this.#gather(together, now);
    const alarm = this.#alarm;
    if (alarm === undefined && this.#taken.size > 0) this.#scatter(); // somebody closed it
    if (alarm === undefined || !steps.isActive(alarm)) return;
    if (this.#stillGone * 2 > this.#taken.size) return;
    this.#book.move(alarm.id, steps.ceased(now), "cleared", now);
    this.#scatter();
  }

  /** Puts the alarm of a device that the storm took under it. */
  fold({ id, device, cause }: Alarm): void {
    const alarm = this.#alarm;
    if (alarm === undefined || device === undefined || cause.kind !== "device-offline") return;
    if (steps.isActive(alarm) && this.#taken.has(device)) this.#book.move(id, steps.folded(alarm.id));
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

  get #stillGone(): number {
    let count = 0;
    for (const id of this.#taken) if (this.#roster.find(id)?.state === "offline") count += 1;
    return count;
  }

  #gather(together: readonly Member[], now: number): void {
    const ids = new Set(together.map(({ id }) => id));
    const singles = this.#book
      .open()
      .filter(({ cause, device }) => cause.kind === "device-offline" && device !== undefined && ids.has(device));
    if (singles.length === 0) return; // nobody wants to hear of devices that are offline
    const known = this.#alarm;
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
