import type { Alarm } from "#shared/model/alarm.ts";
import type { DeviceId } from "#shared/model/device.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { AlarmBook } from "./alarm-book.ts";
import * as steps from "./alarm-steps.ts";
import type { AlarmWatch } from "./alarm-watch.ts";
import type { Member } from "./member.ts";
import type { Roster } from "./roster.ts";

export interface AlarmSubjectsOptions {
  readonly book: AlarmBook;
  readonly watch: AlarmWatch;
  readonly roster: Roster;
}

/** What alarms are about, as devices come, go and change. A register that comes to another device takes its alarms along; what is
 *  no more, or is no business of the rule any more, has none: nothing that happens would ever end them. */
export class AlarmSubjects {
  readonly #options: AlarmSubjectsOptions;

  constructor(options: AlarmSubjectsOptions) {
    this.#options = options;
  }

  /** Ends what the last run left of what is no more. @param known the registers that there are */
  recall(known: () => ReadonlySet<RegisterName>, now: number): void {
    const { book, roster } = this.#options;
    for (const { id, rule, device, register } of book.open()) {
      if (rule === undefined) continue; // a storm is about all
      if (register === undefined) {
        if (device !== undefined && roster.find(device) === undefined) book.move(id, steps.closed(now));
      } else if (!known().has(register)) book.move(id, steps.ceased(now), "cleared", now);
    }
    this.#follow(now);
  }

  /** Labels or registers of devices are others. @param gone a device that is no more, with the registers that went with it */
  changed(gone: Member | undefined, now: number): void {
    this.#options.watch.lookAnew();
    if (gone !== undefined) this.#end(gone.id, (register) => gone.registers.has(register), now);
    this.#follow(now);
  }

  /** Registers came to other devices, and devices went of which nobody had said anything. */
  beat(
    { rehomed, discarded }: { rehomed: ReadonlySet<RegisterName>; discarded: readonly DeviceId[] },
    now: number,
  ): void {
    for (const id of discarded) this.#end(id, () => false, now);
    if (rehomed.size === 0) return;
    this.#options.watch.lookAnew(rehomed);
    this.#follow(now, rehomed);
  }

  #end(device: DeviceId, isGone: (register: RegisterName) => boolean, now: number): void {
    const { book, watch } = this.#options;
    watch.deviceGone(device);
    for (const { id, register, ...alarm } of book.open()) {
      if (alarm.device !== device) continue;
      if (register === undefined || isGone(register)) book.move(id, steps.closed(now));
    }
  }

  /** @param names the registers that are looked at; all if left out */
  #follow(now: number, names?: ReadonlySet<RegisterName>): void {
    for (const alarm of this.#options.book.open()) {
      const { register } = alarm;
      if (register !== undefined && names?.has(register) !== false) this.#followOne(alarm, register, now);
    }
  }

  #followOne({ id, rule, device }: Alarm, register: RegisterName, now: number): void {
    const { book, watch, roster } = this.#options;
    const owner = roster.followed(register)?.member;
    if (rule === undefined || owner === undefined) return;
    if (!watch.isAbout(rule.id, register)) {
      watch.dismiss(rule.id, register);
      book.move(id, steps.closed(now));
    } else if (owner.id !== device) {
      book.move(id, (alarm) => ({ ...alarm, device: owner.id, deviceName: owner.name }));
    }
  }
}
