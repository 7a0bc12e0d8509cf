/** The keyboard in the list of devices. The list is one stop of the tab key; everything in it is reached from there. */
import { actionFor, isSingle, type Action } from "../../../lib/key-bindings.ts";
import type { DeviceActs } from "../../../state/device-acts.svelte.ts";
import type { DeviceListState } from "../../../state/device-list.svelte.ts";

export interface DeviceKeysNeeds {
  readonly list: DeviceListState;
  readonly acts: DeviceActs;
  readonly hasSingleKeys: () => boolean;
  /** Lines that fit on the screen. */
  readonly page: () => number;
  /** Shows where the keyboard is. */
  readonly show: () => void;
  /** Up from the first line. */
  readonly leaveUp: () => void;
  readonly openMenu: () => void;
}

export class DeviceKeys {
  readonly #needs: DeviceKeysNeeds;

  constructor(needs: DeviceKeysNeeds) {
    this.#needs = needs;
  }

  /** @returns whether the key did something and is used up */
  press(event: KeyboardEvent): boolean {
    if (isSingle(event) && !this.#needs.hasSingleKeys()) return false;
    const act = this.#moves[plainKey(event)] ?? this.#acts[actionFor(event, "devices") ?? "close"];
    if (!act || this.#needs.list.lines.length === 0) return false;
    act();
    return true;
  }

  readonly #moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => this.#by(1),
    ArrowUp: () => this.#up(),
    ArrowRight: () => this.#sideways(1),
    ArrowLeft: () => this.#sideways(-1),
    PageDown: () => this.#by(this.#needs.page()),
    PageUp: () => this.#by(-this.#needs.page()),
    Home: () => this.#by(-Infinity),
    End: () => this.#by(Infinity),
    Enter: () => this.#open(),
    ContextMenu: () => this.#needs.openMenu(),
  };

  readonly #acts: Readonly<Partial<Record<Action, () => void>>> = {
    nextDevice: () => this.#by(1),
    previousDevice: () => this.#by(-1),
    selectDevice: () => {
      const { current } = this.#needs.list;
      if (current) this.#needs.list.toggle(current.id);
    },
    selectAllDevices: () => this.#needs.list.selectAll(),
    deviceMenu: () => this.#needs.openMenu(),
    resortDevices: () => this.#needs.list.refresh(),
    maintenance: () => {
      const { current } = this.#needs.list;
      const scope = current && ({ kind: "device", device: current.id } as const);
      this.#needs.acts.dialog = { kind: "maintenance", ...(scope && { scope }) };
    },
  };

  #by(down: number): void {
    this.#needs.list.by(down);
    this.#needs.show();
  }

  #up(): void {
    if (this.#needs.list.stop.line === 0) this.#needs.leaveUp();
    else this.#by(-1);
  }

  /** Folds a group, or goes along a line of cards. */
  #sideways(by: 1 | -1): void {
    const { list, show } = this.#needs;
    const line = list.lines[list.stop.line];
    if (line?.kind === "group" && line.isOpen === (by === -1)) list.fold(line.group, by === 1);
    else if (line?.kind === "group" || list.columns > 1) list.by(0, by);
    show();
  }

  #open(): void {
    const { list, acts } = this.#needs;
    const line = list.lines[list.stop.line];
    if (line?.kind === "group") list.fold(line.group, !line.isOpen);
    else if (list.current) acts.open(list.current);
  }
}

function plainKey({ key, ctrlKey, metaKey, shiftKey, altKey }: KeyboardEvent): string {
  return ctrlKey || metaKey || shiftKey || altKey ? "" : key;
}
