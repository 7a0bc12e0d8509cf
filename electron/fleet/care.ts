/** What people say about devices: names, notes, and whether they are wanted. Nothing counts before it is stored. */
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { jsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { DeviceChange, DeviceId, DeviceNote, Maintenance, MaintenanceScope } from "#shared/model/device.ts";
import type { KeptDevice } from "#shared/model/fleet-policy.ts";
import type { Fleet } from "./fleet.ts";
import type { FleetOrders } from "./fleet-orders.ts";
import type { Member } from "./member.ts";

export type Decision = "keep" | "ignore" | "block" | "later";

/** So many notes a device may have: more are a logbook, which belongs elsewhere. */
const MOST_NOTES = 1_000;
const MOST_MAINTENANCE = 1_000;
/** So many of the notes that were removed last can be brought back. */
const MOST_REMOVED = 20;

type Change = Extract<Activity, { kind: "device-changed" }>["change"];
type ChangeLine = Partial<Pick<Extract<Activity, { kind: "device-changed" }>, "before" | "after">> & {
  readonly change: Change;
};

export interface CareOptions {
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly orders: FleetOrders;
  /** Whether devices need a token to push: without one anybody can take another name, and blocking is no use. */
  readonly tokensNeeded: () => boolean;
  /** Called when labels or registers of devices are others. */
  readonly onChanged: () => void;
}

interface RemovedNote {
  readonly device: DeviceId;
  readonly note: DeviceNote;
}

export class Care {
  readonly #options: CareOptions;
  /** The latest first. */
  #removed: readonly RemovedNote[] = [];

  constructor(options: CareOptions) {
    this.#options = options;
  }

  /** @throws {RegdeskError} `DEVICE_NOT_FOUND` */
  find(id: DeviceId): Member {
    const member = this.#options.fleet.roster.find(id);
    if (member !== undefined) return member;
    throw new RegdeskError("DEVICE_NOT_FOUND", `There is no device ${id}; \`regdesk devices\` shows them all`);
  }

  edit(id: DeviceId, change: DeviceChange, by: string): Promise<Member> {
    return this.#alter(id, by, (kept) => edited(kept, change));
  }

  addNote(id: DeviceId, text: string, by: string): Promise<Member> {
    return this.#alter(id, by, (kept) => {
      if (kept.notes.length >= MOST_NOTES) {
        throw new RegdeskError(
          "DEVICE_NOT_POSSIBLE",
          `A device has at most ${MOST_NOTES} notes; remove old ones first`,
        );
      }
      const note: DeviceNote = { id: lastOf(kept.notes) + 1, at: this.#options.clock.now(), by, text };
      return [{ ...kept, notes: [...kept.notes, note] }, [{ change: "note-added", after: jsonText(text) }]];
    });
  }

  editNote(id: DeviceId, note: number, text: string, by: string): Promise<Member> {
    return this.#alter(id, by, (kept) => {
      const before = noteOf(kept, note);
      const after = { ...before, text, editedAt: this.#options.clock.now() };
      const notes = kept.notes.map((one) => (one.id === note ? after : one));
      const line: ChangeLine = { change: "note-changed", before: jsonText(before.text), after: jsonText(text) };
      return [{ ...kept, notes }, [line]];
    });
  }

  async removeNote(id: DeviceId, note: number, by: string): Promise<Member> {
    let before: DeviceNote | undefined;
    const member = await this.#alter(id, by, (kept) => {
      const found = (before = noteOf(kept, note));
      const notes = kept.notes.filter((one) => one !== found);
      return [{ ...kept, notes }, [{ change: "note-removed", before: jsonText(found.text) }]];
    });
    if (before !== undefined) this.#removed = [{ device: id, note: before }, ...this.#removed].slice(0, MOST_REMOVED);
    return member;
  }

  /** Brings a note back, as it was, in its place. */
  async undoRemoveNote(id: DeviceId, note: number, by: string): Promise<Member> {
    const removed = this.#removed.find((one) => one.device === id && one.note.id === note);
    if (removed === undefined) {
      throw new RegdeskError("DEVICE_NOT_POSSIBLE", `Note ${note} of device ${id} cannot be brought back any more`);
    }
    const member = await this.#alter(id, by, (kept) => {
      const isTaken = kept.notes.some((one) => one.id === note);
      const back = isTaken ? { ...removed.note, id: lastOf(kept.notes) + 1 } : removed.note;
      const notes = [...kept.notes, back].sort((a, b) => a.at - b.at || a.id - b.id);
      return [{ ...kept, notes }, [{ change: "note-added", after: jsonText(back.text) }]];
    });
    this.#removed = this.#removed.filter((one) => one !== removed);
    return member;
  }

  /** It is no other device. */
  keepApart(id: DeviceId, by: string): Promise<Member> {
    return this.#alter(id, by, ({ likeness: _, ...kept }) => {
      this.find(id).likeness = undefined;
      return [{ ...kept, isApart: true }, [{ change: "kept-apart" }]];
    });
  }

  /** All or none. */
  async review(ids: readonly DeviceId[], decision: Decision, by: string): Promise<Member[]> {
    const { orders, clock, fleet, tokensNeeded, onChanged } = this.#options;
    return orders.inTurn(async () => {
      const members = ids.map((id) => this.find(id));
      if (decision === "block" && !tokensNeeded()) throw new RegdeskError("DEVICE_NOT_POSSIBLE", UNBLOCKABLE);
      const [review, change] = REVIEWED[decision];
      const devices = members.map(({ kept }): KeptDevice => ({ ...kept, review }));
      const lines = members.map((member) => lineFor(member.kept, { change }, clock.now(), by));
      await orders.say(lines, { devices });
      for (const member of members) {
        fleet.roster.alter(member, { ...member.kept, review });
        fleet.touch(member);
      }
      onChanged();
      return members;
    });
  }

  maintain(scope: MaintenanceScope, until: number, note: string | undefined, by: string): Promise<Maintenance> {
    const { orders, clock } = this.#options;
    return orders.inTurn(async () => {
      const at = clock.now();
      if (until <= at) throw new RegdeskError("DEVICE_NOT_POSSIBLE", "That time is past; give a later one");
      const name = this.#nameOf(scope);
      const open = orders.policy.maintenance.filter((one) => one.until > at);
      if (open.length >= MOST_MAINTENANCE) {
        const message = `There are ${MOST_MAINTENANCE} maintenances already; end some first`;
        throw new RegdeskError("DEVICE_NOT_POSSIBLE", message);
      }
      const id = lastOf(orders.policy.maintenance) + 1;
      const made: Maintenance = { id, scope, from: at, until, by, ...(note === undefined ? {} : { note }) };
      const line: Activity = { kind: "maintenance", at, by, change: "began", name, until, ...(note ? { note } : {}) };
      await orders.say([line], {}, { ...orders.policy, maintenance: [...open, made] });
      this.#touchAll();
      return made;
    });
  }

  endMaintenance(id: number, by: string): Promise<void> {
    const { orders, clock } = this.#options;
    return orders.inTurn(async () => {
      const at = clock.now();
      const ended = orders.policy.maintenance.find((one) => one.id === id && one.until > at);
      if (ended === undefined) {
        throw new RegdeskError("DEVICE_NOT_POSSIBLE", `There is no maintenance ${id} that could be ended`);
      }
      const line = {
        kind: "maintenance",
        at,
        by,
        change: "ended",
        name: this.#nameOf(ended.scope),
        until: at,
      } as const;
      const maintenance = orders.policy.maintenance.map((one) => (one.id === id ? { ...one, until: at } : one));
      await orders.say([line], {}, { ...orders.policy, maintenance });
      this.#touchAll();
    });
  }

  #nameOf(scope: MaintenanceScope): string {
    if (scope.kind === "device") return this.#options.fleet.roster.find(scope.device)?.name ?? scope.device;
    return scope.kind === "label" ? scope.label : scope.site;
  }

  #touchAll(): void {
    for (const member of this.#options.fleet.members()) this.#options.fleet.show(member);
  }

  #alter(
    id: DeviceId,
    by: string,
    change: (kept: KeptDevice) => readonly [KeptDevice, readonly ChangeLine[]],
  ): Promise<Member> {
    const { orders, clock, fleet, onChanged } = this.#options;
    return orders.inTurn(async () => {
      const member = this.find(id);
      const [kept, lines] = change(member.kept);
      if (lines.length === 0) return member;
      await orders.say(
        lines.map((line) => lineFor(kept, line, clock.now(), by)),
        { devices: [kept] },
      );
      fleet.roster.alter(member, kept);
      fleet.touch(member);
      onChanged();
      return member;
    });
  }
}

const UNBLOCKABLE =
  "A device can be blocked only where devices need a token to push: without one it could push under another name. Ignore it instead, which hides and mutes it.";

const REVIEWED: Readonly<Record<Decision, readonly [KeptDevice["review"], Change]>> = {
  keep: ["kept", "kept"],
  ignore: ["ignored", "ignored"],
  block: ["blocked", "blocked"],
  later: ["later", "postponed"],
};

/** What is changed by it, and a line for each of it. */
function edited(kept: KeptDevice, change: DeviceChange): [KeptDevice, ChangeLine[]] {
  const next = { ...kept };
  const lines: ChangeLine[] = [];
  for (const name of ["alias", "labels", "site", "grace"] as const) {
    const value = change[name];
    if (value === undefined || jsonText(kept[name] ?? null) === jsonText(value)) continue;
    Object.assign(next, { [name]: value ?? undefined });
    lines.push({ change: name, before: jsonText(kept[name] ?? null), after: jsonText(value) });
  }
  return [next, lines];
}

export function lineFor(
  { id, alias, wireName }: KeptDevice,
  { change, ...values }: ChangeLine,
  at: number,
  by: string,
): Activity {
  return { kind: "device-changed", at, by, device: id, name: alias ?? wireName, change, ...values };
}

function noteOf({ notes, id }: KeptDevice, note: number): DeviceNote {
  const found = notes.find((one) => one.id === note);
  if (found !== undefined) return found;
  throw new RegdeskError("DEVICE_NOT_POSSIBLE", `Device ${id} has no note ${note}; somebody may have removed it`);
}

function lastOf(numbered: readonly { readonly id: number }[]): number {
  return Math.max(0, ...numbered.map(({ id }) => id));
}
