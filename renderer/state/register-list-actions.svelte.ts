import { deviceName, type DeviceId } from "#shared/model/device.ts";
import type { Register, RegisterName } from "#shared/model/register.ts";
import { addressForDevices } from "../lib/address.ts";
import { copy, copyValue } from "../lib/clipboard.ts";
import { scopeName } from "../lib/devices/scope.ts";
import { jsonOf } from "../lib/export/registers-export.ts";
import type { Row } from "../lib/list/rows.ts";
import { text } from "../lib/messages/messages.ts";
import { askCommand, readCommand } from "../lib/register-curl.ts";
import type { NamedDevice } from "../lib/register-devices.ts";
import { openAskForChange } from "./ask-for-change.svelte.ts";
import type { AppState } from "./app.ts";
import { DeviceActs } from "./device-acts.svelte.ts";
import { openHistoryExport } from "./history-export-dialog.svelte.ts";
import type { RegisterListState } from "./register-list.svelte.ts";

type Needs = Pick<AppState, "expired" | "fleet" | "host" | "router" | "ticker" | "toasts" | "tokens">;

/** Without `act` it only says why it cannot be done from here. */
interface MuteLine {
  readonly label: string;
  readonly act?: () => void;
}

/** What can be done with a row, by key and from its menu. */
export class ListActions {
  readonly #list: RegisterListState;
  readonly #app: Needs;
  readonly #devices: DeviceActs;
  /** Spoken for who does not see what moved. */
  announcement = $state("");

  constructor(list: RegisterListState, app: Needs) {
    this.#list = list;
    this.#app = app;
    this.#devices = new DeviceActs(app);
  }

  copyValue(name: RegisterName): void {
    void copyValue(this.#list.source.find(name));
  }

  copyName(name: RegisterName): void {
    void this.#copy(name, text.registersList.row.copied(name));
  }

  copyJson(names: readonly RegisterName[]): void {
    const registers = names.map((name) => this.#list.source.find(name)).filter((register) => register !== undefined);
    const json = registers.map((register) => jsonOf(register, this.#list.source.now)).join("\n");
    void this.#copy(json, text.registersList.row.copiedJson);
  }

  copyGet(name: RegisterName): void {
    this.#copyCommand(name, readCommand);
  }

  copyPut(name: RegisterName): void {
    this.#copyCommand(name, askCommand);
  }

  exportHistory(names: readonly RegisterName[]): void {
    openHistoryExport(this.#meantBy(names));
  }

  /** What a row stands for, or the selection it is in, and has expired. */
  expiredOf(row: Row): RegisterName[] {
    const names = this.#meantBy(this.#list.namesOf(row));
    return names.filter((name) => this.#list.source.find(name)?.expiredAt !== undefined);
  }

  archive(names: readonly RegisterName[]): void {
    const { selection } = this.#list;
    if (names.some((name) => selection.has(name))) selection.clear();
    this.#app.expired.archive(names);
  }

  ask(name: RegisterName): void {
    openAskForChange(name);
  }

  /** A register, or a branch with all that is below it. */
  togglePin(row: Row): void {
    const pin = pinOf(row);
    if (pin === undefined) return;
    const words = text.registersList.row;
    const isPinned = this.#list.pins.toggle(pin);
    this.announcement = (isPinned ? words.pinned : words.unpinned)(pin);
  }

  movePin(row: Row, by: -1 | 1): void {
    const pin = pinOf(row);
    if (pin === undefined || !this.#list.pins.move(pin, by)) return;
    const { pins } = this.#list;
    this.announcement = text.registersList.hits(pins.all.indexOf(pin) + 1, pins.all.length);
  }

  deviceOf(name: RegisterName): NamedDevice | undefined {
    const register = this.#list.source.find(name);
    return register && this.#app.fleet.owners.of(register);
  }

  openDevice(id: DeviceId): void {
    this.#app.router.go({ section: "devices", query: { sel: id } });
  }

  /** What muting a device would do, by a line of a menu. @returns nothing for one that the fleet does not know */
  muteOf(id: DeviceId | undefined): MuteLine | undefined {
    const device = id === undefined ? undefined : this.#app.fleet.find(id);
    if (!device) return undefined;
    const t = text.devices.mute;
    const name = deviceName(device);
    const silence = this.#devices.silenceOf(device);
    if (silence.kind === "shared") return { label: t.shared(name, scopeName(silence.scope, this.#app.fleet)) };
    if (silence.kind === "blocked") return { label: t.blocked(name) };
    const label = silence.kind === "none" ? t.on(name) : t.off(name);
    return { label, act: () => void this.#devices.toggleMute(device) };
  }

  onlyDevice(device: string): void {
    this.#list.view.search(`device:"${device.replace(/["\\]/g, "\\$&")}"`);
  }

  onlyBranch(path: RegisterName): void {
    this.#list.view.search(`name:${path.includes(" ") ? `"${path}"` : `${path}*`}`);
  }

  /** These registers, or the selection when they are in it: it was made to be used. */
  #meantBy(names: readonly RegisterName[]): readonly RegisterName[] {
    const { selection } = this.#list;
    return names.every((name) => selection.has(name)) ? [...selection.names] : names;
  }

  #copyCommand(name: RegisterName, command: (url: string, register: Register) => string): void {
    const register = this.#list.source.find(name);
    const { status } = this.#app.host;
    if (register && status) {
      void this.#copy(command(addressForDevices(status), register), text.registersList.row.copiedCommand);
    }
  }

  async #copy(content: string, sentence: string): Promise<void> {
    if (await copy(content)) this.#app.toasts.say(sentence);
  }
}

/** What pinning a row pins; nothing for a group, which is no part of a name. */
export function pinOf(row: Row): RegisterName | undefined {
  if (row.kind === "group") return undefined;
  return row.kind === "branch" ? row.path : row.name;
}
