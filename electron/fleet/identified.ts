import type { Identity } from "#shared/model/device.ts";
import type { Member } from "./member.ts";

/** Devices by what they are told apart by. A start looks up tens of thousands of registers here: the text of a name is hashed
 *  once, one that is put together for each look every time. */
export class Identified {
  readonly #members = new Map<Identity["by"], Map<string | undefined, Map<string, Member>>>();

  get({ by, key, value }: Identity): Member | undefined {
    return this.#members.get(by)?.get(key)?.get(value);
  }

  set({ by, key, value }: Identity, member: Member): void {
    const byKey = this.#members.get(by) ?? new Map<string | undefined, Map<string, Member>>();
    const byValue = byKey.get(key) ?? new Map<string, Member>();
    this.#members.set(by, byKey.set(key, byValue.set(value, member)));
  }

  delete({ by, key, value }: Identity): void {
    this.#members.get(by)?.get(key)?.delete(value);
  }
}
