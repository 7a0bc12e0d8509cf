import {
  deviceName,
  type Device,
  type DeviceId,
  type Maintenance,
  type MaintenanceScope,
  type Review,
} from "#shared/model/device.ts";
import { copy } from "../lib/clipboard.ts";
import { silenceOf, type Silence } from "../lib/devices/mute.ts";
import { scopeName } from "../lib/devices/scope.ts";
import { clock, text } from "../lib/messages/messages.ts";
import type { AppState } from "./app.ts";
import type { ReviewDecision } from "./fleet.svelte.ts";

const HOUR = 3_600_000;

/** What lies over the screen of devices. */
export type DeviceDialog =
  | { readonly kind: "review" }
  | { readonly kind: "maintenance"; readonly scope?: MaintenanceScope }
  | { readonly kind: "merge"; readonly id: DeviceId };

type Needs = Pick<AppState, "fleet" | "router" | "toasts" | "ticker" | "tokens">;

/** What takes a decision back. Nobody can be made as if never looked at: later is the nearest. */
const BACK: Readonly<Record<Review, ReviewDecision>> = {
  new: "later",
  later: "later",
  kept: "keep",
  ignored: "ignore",
  blocked: "block",
};

/** What can be done with devices from their list: by key, from the rows, the strips above them, and the dialogs. */
export class DeviceActs {
  readonly #app: Needs;
  dialog = $state.raw<DeviceDialog>();

  constructor(app: Needs) {
    this.#app = app;
  }

  /** Whether pushes can be refused by device at all: without tokens it could push under any name. */
  get canBlock(): boolean {
    return this.#app.tokens.state?.isRequired ?? false;
  }

  open({ id }: Device): void {
    const { query } = this.#app.router.route;
    this.#app.router.go({ section: "devices", query: { ...(query["q"] !== undefined && { q: query["q"] }), sel: id } });
  }

  /** @returns whether it is so; else the technician has been told why not */
  async review(devices: readonly Device[], decision: ReviewDecision): Promise<boolean> {
    const { fleet, toasts } = this.#app;
    const t = text.devices.review;
    const [first, ...others] = devices;
    if (!first) return false;
    try {
      await fleet.review(
        devices.map(({ id }) => id),
        decision,
      );
    } catch (error) {
      toasts.fail(error);
      return false;
    }
    const what = others.length === 0 ? deviceName(first) : t.several(devices.length);
    toasts.undoable({ sentence: t.done[decision](what), undo: () => this.#takeBack(devices) });
    return true;
  }

  async merge(device: Device, into: Device): Promise<boolean> {
    const { fleet, toasts } = this.#app;
    try {
      await fleet.merge(device.id, into.id);
    } catch (error) {
      toasts.fail(error);
      return false;
    }
    toasts.say(text.devices.merge.done(deviceName(device), deviceName(into)));
    return true;
  }

  async keepApart(device: Device): Promise<void> {
    const { fleet, toasts } = this.#app;
    if (await fleet.keepApart(device.id)) toasts.say(text.devices.merge.keptApart(deviceName(device)));
  }

  /** @throws {Error} its message a sentence for the technician: the dialog says it in its place */
  async maintain(scope: MaintenanceScope, until: number, note: string): Promise<void> {
    const { fleet, toasts, ticker } = this.#app;
    const { id } = await fleet.maintain(scope, until, note);
    const sentence = text.devices.maintenance.began(scopeName(scope, fleet), clock.near(until, ticker.now));
    toasts.undoable({ sentence, undo: () => fleet.endMaintenance(id) });
  }

  async endMaintenance({ id, scope }: Maintenance): Promise<void> {
    const { fleet, toasts } = this.#app;
    const name = scopeName(scope, fleet);
    if (await fleet.endMaintenance(id)) toasts.say(text.devices.maintenance.ended(name));
  }

  silenceOf(device: Device): Silence {
    return silenceOf(device, this.#app.fleet.maintenance, this.#app.ticker.now);
  }

  /** For an hour, the least that a maintenance offers: what is silent for ever is forgotten. Ends it when it is. */
  async toggleMute(device: Device): Promise<void> {
    const silence = this.silenceOf(device);
    const { toasts, ticker } = this.#app;
    if (silence.kind === "own") {
      for (const maintenance of silence.maintenance) await this.endMaintenance(maintenance);
      if (silence.isIgnored) await this.review([device], "keep");
    } else if (silence.kind === "none") {
      await this.maintain({ kind: "device", device: device.id }, ticker.now + HOUR, "").catch(toasts.fail);
    }
  }

  async copyId({ id }: Device): Promise<void> {
    if (await copy(id)) this.#app.toasts.say(text.devices.row.copied(id));
  }

  async #takeBack(devices: readonly Device[]): Promise<void> {
    for (const [decision, group] of Map.groupBy(devices, ({ review }) => BACK[review])) {
      await this.#app.fleet.review(
        group.map(({ id }) => id),
        decision,
      );
    }
  }
}
