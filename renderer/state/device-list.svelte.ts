import { SvelteSet } from "svelte/reactivity";
import type { Device, DeviceId } from "#shared/model/device.ts";
import type { DeviceColumn, DeviceView } from "#shared/model/preferences.ts";
import { deviceMatcher } from "../lib/devices/filter.ts";
import { groupsOf } from "../lib/devices/group.ts";
import { isSameOrder, linesOf, moved, stopsOf, type Line, type Stop } from "../lib/devices/lines.ts";
import { isVolatile, sortedDevices } from "../lib/devices/sort.ts";
import type { AppState } from "./app.ts";
import { isHidden } from "./fleet.svelte.ts";

type Needs = Pick<AppState, "fleet" | "preferences" | "router">;

/** The list of devices: which are shown, in which order, and where the keyboard is. How it is grouped and ordered is kept
 *  with the preferences; what is sought stands in the address. */
export class DeviceListState {
  readonly #app: Needs;
  readonly #changesOf: (device: Device) => number;
  /** Devices side by side; the list has one. */
  columns = $state(1);
  /** Somebody points at the list or works in it: nothing may move away under a hand. */
  isHeld = $state(false);
  readonly selection: SvelteSet<DeviceId> = new SvelteSet<DeviceId>();
  readonly #closed = new SvelteSet<string>();
  #asked = $state(0);
  #last: readonly Line[] = [];
  #shown: { readonly signature: string; readonly lines: readonly Line[] } | undefined;
  /** The group and the device the keyboard is on; the head of the group without a device. */
  #cursor = $state.raw<{ readonly group: string; readonly id?: DeviceId }>();
  /** Where that was when it was last seen, for when it is gone. */
  #lastStop: Stop = { line: 0, at: 0 };

  readonly view: DeviceView = $derived.by(() => this.#app.preferences.current.devices);
  readonly query: string = $derived.by(() => this.#app.router.get("q") ?? "");
  readonly hidden: number = $derived.by(() => this.#app.fleet.all.filter(isHidden).length);
  /** How many there are to be found. */
  readonly size: number = $derived.by(() =>
    this.view.showsHidden ? this.#app.fleet.all.length : this.#app.fleet.all.length - this.hidden,
  );

  readonly found: readonly Device[] = $derived.by(() => {
    const matches = deviceMatcher(this.query);
    return this.#app.fleet.all.filter(
      (device) => (this.view.showsHidden || !isHidden(device)) && (!matches || matches(device)),
    );
  });

  /** As it should be. The same object as long as nothing moved. */
  readonly #present: readonly Line[] = $derived.by(() => {
    const { group, layout, sort } = this.view;
    const devices = sortedDevices(this.found, sort, this.#changesOf);
    const groups = groupsOf(devices, group);
    const isOpen = (one: string) => !this.#closed.has(one);
    // Each card says how its device stands: heads for that would only take the room.
    const isFlat = layout === "cards" && group === "problems";
    const flat = isFlat && groups ? groups.flatMap((one) => one.devices) : devices;
    const lines = linesOf(flat, isFlat ? undefined : groups, isOpen, this.columns);
    if (!isSameOrder(this.#last, lines)) this.#last = lines;
    return this.#last;
  });

  /** As it is shown. */
  readonly lines: readonly Line[] = $derived.by(() => {
    const present = this.#present;
    const ids = this.found.map(({ id }) => id).sort();
    const signature = JSON.stringify([this.view, this.query, [...this.#closed], this.columns, this.#asked, ids]);
    const isKept = this.isHeld && this.#isVolatile && this.#shown?.signature === signature;
    if (!isKept || !this.#shown) this.#shown = { signature, lines: present };
    return this.#shown.lines;
  });
  readonly isOutOfDate: boolean = $derived(this.lines !== this.#present);
  readonly #isVolatile = $derived.by(() => this.view.group === "problems" || isVolatile(this.view.sort));
  /** Whether no device has a site or a label. */
  readonly isPlaceless: boolean = $derived.by(() =>
    this.found.every(({ site, labels }) => site === undefined && labels.length === 0),
  );
  readonly isGrouped: boolean = $derived(this.lines[0]?.kind === "group");

  readonly stop: Stop = $derived.by(() => {
    const cursor = this.#cursor;
    if (!cursor) return this.#bound(this.#lastStop);
    const { group, id } = cursor;
    const line = this.lines.findIndex((one) =>
      one.kind === "group" ? id === undefined && one.group === group : id !== undefined && isIn(one, group, id),
    );
    const found = this.lines[line];
    if (!found) return this.#bound(this.#lastStop);
    this.#lastStop = { line, at: found.kind === "devices" && id !== undefined ? found.ids.indexOf(id) : 0 };
    return this.#lastStop;
  });

  /** @param changesOf how many change requests wait for a device */
  constructor(app: Needs, changesOf: (device: Device) => number) {
    this.#app = app;
    this.#changesOf = changesOf;
  }

  /** What the keyboard is on: a device, or nothing on the head of a group. */
  get current(): Device | undefined {
    const line = this.lines[this.stop.line];
    const id = line?.kind === "devices" ? line.ids[this.stop.at] : undefined;
    return id === undefined ? undefined : this.#app.fleet.find(id);
  }

  search(query: string): void {
    this.#app.router.set({ q: query === "" ? undefined : query });
  }

  change(change: Partial<DeviceView>): void {
    this.#app.preferences.change({ devices: { ...this.view, ...change } });
  }

  /** By another column, or the other way round by the same. */
  sortBy(column: DeviceColumn): void {
    const { sort } = this.view;
    this.change({ sort: { column, descending: sort.column === column && !sort.descending } });
  }

  /** Takes the order of now, held or not. */
  refresh(): void {
    this.#asked += 1;
  }

  fold(group: string, open: boolean): void {
    if (open) this.#closed.delete(group);
    else this.#closed.add(group);
  }

  foldAll(open: boolean): void {
    for (const line of this.lines) if (line.kind === "group") this.fold(line.group, open);
  }

  /** Moves the keyboard. */
  moveTo({ line, at }: Stop): void {
    const target = this.lines[line];
    if (!target) return;
    const id = target.kind === "devices" ? target.ids[at] : undefined;
    this.#cursor = { group: target.group, ...(id !== undefined && { id }) };
  }

  by(down: number, right = 0): void {
    this.moveTo(moved(this.lines, this.stop, down, right));
  }

  /** To a device, if it is on the list. */
  reveal(id: DeviceId): void {
    const line = this.lines.findIndex((one) => one.kind === "devices" && one.ids.includes(id));
    const found = this.lines[line];
    if (found?.kind === "devices") this.moveTo({ line, at: found.ids.indexOf(id) });
  }

  toggle(id: DeviceId): void {
    if (!this.selection.delete(id)) this.selection.add(id);
  }

  selectAll(): void {
    for (const { id } of this.found) this.selection.add(id);
  }

  #bound({ line, at }: Stop): Stop {
    const last = Math.max(0, Math.min(line, this.lines.length - 1));
    return { line: last, at: Math.max(0, Math.min(at, stopsOf(this.lines[last]) - 1)) };
  }
}

const isIn = (line: Line & { kind: "devices" }, group: string, id: DeviceId) =>
  line.group === group && line.ids.includes(id);
