import type { Register, RegisterName } from "#shared/model/register.ts";
import { addressForDevices } from "../lib/address.ts";
import { copy, copyValue } from "../lib/clipboard.ts";
import { jsonOf } from "../lib/export/registers-export.ts";
import type { Row } from "../lib/list/rows.ts";
import { text } from "../lib/messages/messages.ts";
import { deviceOf } from "../lib/metadata.ts";
import { askCommand, readCommand } from "../lib/register-curl.ts";
import { openAskForChange } from "./ask-for-change.svelte.ts";
import type { AppState } from "./app.ts";
import { openHistoryExport } from "./history-export-dialog.svelte.ts";
import type { RegisterListState } from "./register-list.svelte.ts";

/** What can be done with a row, by key and from its menu. */
export class ListActions {
  readonly #list: RegisterListState;
  readonly #app: Pick<AppState, "fleet" | "host" | "router" | "toasts">;
  /** Spoken for who does not see what moved. */
  announcement = $state("");

  constructor(list: RegisterListState, app: Pick<AppState, "fleet" | "host" | "router" | "toasts">) {
    this.#list = list;
    this.#app = app;
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

  /** Of these registers, or of the selection when they are in it: it was made to be used. */
  exportHistory(names: readonly RegisterName[]): void {
    const { selection } = this.#list;
    openHistoryExport(names.every((name) => selection.has(name)) ? [...selection.names] : names);
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

  deviceOf(name: RegisterName): string | undefined {
    const register = this.#list.source.find(name);
    return register && deviceOf(register);
  }

  /** Whose it is, only the host knows. */
  async openDevice(name: RegisterName): Promise<void> {
    const { fleet, router, toasts } = this.#app;
    try {
      const [found] = await fleet.ofRegisters([name]);
      if (found) router.go({ section: "devices", query: { sel: found.device } });
      else toasts.say(text.devices.noDevice);
    } catch (error) {
      toasts.fail(error);
    }
  }

  onlyDevice(device: string): void {
    this.#list.view.search(`device:"${device.replace(/["\\]/g, "\\$&")}"`);
  }

  onlyBranch(path: RegisterName): void {
    this.#list.view.search(`name:${path.includes(" ") ? `"${path}"` : `${path}*`}`);
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
