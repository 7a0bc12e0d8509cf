import { deviceName, type Device, type DeviceChange, type DeviceId, type DeviceNote } from "#shared/model/device.ts";
import { copy } from "../lib/clipboard.ts";
import { text } from "../lib/messages/messages.ts";
import type { AppState } from "./app.ts";
import { DeviceActs } from "./device-acts.svelte.ts";

/** What lies over the page of a device. */
export type DevicePageDialog = "rename" | "merge" | "split" | "forget" | "maintenance";

/** What was written of a note that is not added yet, by device: whoever looks elsewhere finds it there again. */
const drafts = new WeakMap<AppState, Map<DeviceId, string>>();

/** What can be done with the device whose page is open, and said so, with a way back wherever there is one. */
export class DevicePage {
  readonly #app: AppState;
  /** What the list can do, too. */
  readonly acts: DeviceActs;
  /** What is asked at the moment. */
  dialog = $state.raw<DevicePageDialog>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(app: AppState) {
    this.#app = app;
    this.acts = new DeviceActs(app);
  }

  /** @returns whether it is so now; else the technician has been told why not, as with all that follow */
  rename(device: Device, written: string): Promise<boolean> {
    const name = written.trim();
    const alias = name === "" || name === device.wireName ? null : name;
    const t = text.device.said;
    const sentence = alias === null ? t.alias(device.wireName) : t.renamed(deviceName(device), alias);
    return this.#edit(device, () => ({ alias }), sentence);
  }

  move(device: Device, written: string): Promise<boolean> {
    const site = written.trim() || null;
    const t = text.device.said;
    return this.#edit(device, () => ({ site }), site === null ? t.noSite : t.site(site));
  }

  label(device: Device, label: string): Promise<boolean> {
    const labels = (now: Device) => (now.labels.includes(label) ? now.labels : [...now.labels, label]);
    return this.#edit(device, (now) => ({ labels: labels(now) }), text.device.said.label(label));
  }

  unlabel(device: Device, label: string): Promise<boolean> {
    const others = (now: Device) => now.labels.filter((other) => other !== label);
    return this.#edit(device, (now) => ({ labels: others(now) }), text.device.said.noLabel(label));
  }

  /** @param grace null for as all devices */
  bear(device: Device, grace: number | null): Promise<boolean> {
    const t = text.device.said;
    const sentence = grace === null ? t.noGrace : t.grace(grace);
    return this.#edit(device, () => ({ grace }), sentence);
  }

  draftOf({ id }: Device): string {
    return drafts.get(this.#app)?.get(id) ?? "";
  }

  keepDraft({ id }: Device, written: string): void {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, when a page is opened
    const ofAll = drafts.get(this.#app) ?? new Map<DeviceId, string>();
    drafts.set(this.#app, ofAll.set(id, written));
  }

  async note({ id }: Device, written: string): Promise<boolean> {
    const { fleet } = this.#app;
    const added = (await this.#inTurn(() => fleet.addNote(id, written)))?.notes.at(-1);
    if (added) this.#offer(text.device.notes.added, () => fleet.removeNote(id, added.id));
    return added !== undefined;
  }

  async rewrite({ id }: Device, note: DeviceNote, written: string): Promise<boolean> {
    const { fleet } = this.#app;
    const device = await this.#inTurn(() => fleet.editNote(id, note.id, written));
    if (device) this.#offer(text.device.notes.changed, () => fleet.editNote(id, note.id, note.text));
    return device !== undefined;
  }

  async strike({ id }: Device, note: DeviceNote): Promise<void> {
    const { fleet } = this.#app;
    const device = await this.#inTurn(() => fleet.removeNote(id, note.id));
    if (device) this.#offer(text.device.notes.removed, () => fleet.undoRemoveNote(id, note.id));
  }

  /** @throws {Error} its message a sentence for the technician: the dialog says it in its place, as with both that follow */
  async merge(device: Device, into: Device): Promise<void> {
    const { fleet, toasts } = this.#app;
    await fleet.merge(device.id, into.id);
    toasts.say(text.devices.merge.done(deviceName(device), deviceName(into)));
    this.open(into.id);
  }

  /** @param registers names or globs */
  async split(device: Device, registers: readonly string[], name: string): Promise<void> {
    const { fleet, toasts } = this.#app;
    const made = await fleet.split(device.id, registers, name);
    toasts.say(text.device.said.split(name, made.registers.total));
    this.open(made.id);
  }

  /** @param registers how many it has, as it was typed */
  async forget(device: Device, registers: number): Promise<void> {
    const { fleet, toasts, ticker, router } = this.#app;
    const { undoUntil } = await fleet.forget(device.id, registers);
    const sentence = text.device.said.forgotten(deviceName(device));
    toasts.undoable({ sentence, undo: () => fleet.undoForget(device.id), lasts: undoUntil - ticker.now });
    router.set({ sel: undefined, tab: undefined, range: undefined });
  }

  async copyName({ wireName }: Device): Promise<void> {
    if (await copy(wireName)) this.#app.toasts.say(text.device.said.copied(wireName));
  }

  open(id: Device["id"], tab?: string): void {
    this.dialog = undefined;
    const { router } = this.#app;
    router.set({ sel: id, tab, ...(id !== router.get("sel") && { range: undefined }) });
  }

  /** @param changed what is to be changed of it as it is by then */
  async #edit({ id }: Device, changed: (now: Device) => DeviceChange, sentence: string): Promise<boolean> {
    const { fleet } = this.#app;
    const before = { change: {}, back: {} };
    const device = await this.#inTurn(() => {
      const now = fleet.find(id);
      if (now === undefined) return Promise.resolve(undefined);
      before.change = changed(now);
      before.back = backTo(now, before.change);
      return isSame(before.change, before.back) ? Promise.resolve(now) : fleet.edit(id, before.change);
    });
    if (device && !isSame(before.change, before.back)) this.#offer(sentence, () => fleet.edit(id, before.back));
    return device !== undefined;
  }

  #offer(sentence: string, back: () => Promise<Device | undefined>): void {
    this.#app.toasts.undoable({ sentence, undo: async () => (await this.#inTurn(back)) !== undefined });
  }

  /** One thing at a time of a device: whoever goes on to the next field must not lose what the first one said. */
  #inTurn<Answer>(act: () => Promise<Answer>): Promise<Answer> {
    const made = this.#last.then(act);
    this.#last = made.catch(() => undefined); // whoever asked for it hears of it
    return made;
  }
}

/** What takes a change back. */
function backTo({ alias, labels, site, grace }: Device, change: DeviceChange): DeviceChange {
  const before = { alias: alias ?? null, labels, site: site ?? null, grace: grace ?? null };
  return Object.fromEntries(Object.entries(before).filter(([name]) => name in change));
}

const isSame = (a: DeviceChange, b: DeviceChange) => JSON.stringify(a) === JSON.stringify(b);
