import type { DeviceId } from "#shared/model/device.ts";
import { isOfDemo } from "../lib/metadata.ts";
import type { Call } from "./change-requests.svelte.ts";
import type { HostState } from "./host.svelte.ts";
import type { RegisterOwners } from "./register-owners.svelte.ts";
import type { RegistersState } from "./registers.svelte.ts";

/** What there is, and whose. */
interface DemoSite {
  readonly registers: RegistersState;
  readonly owners: RegisterOwners;
}

/** The simulated site: one click starts it, one click takes away all of it. */
export class DemoState {
  readonly #call: Call;
  readonly #host: HostState;
  readonly #site: DemoSite;
  readonly #report: (error: unknown) => void;
  /** Asked for, and not yet seen to have happened. */
  isBusy = $state(false);

  /** Those with a register that says so; looked for when names come or go. */
  readonly #devices: ReadonlySet<DeviceId | undefined> = $derived.by(() => {
    const { registers, owners } = this.#site;
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- made anew each time
    return new Set(
      registers
        .all()
        .filter(isOfDemo)
        .map(({ name }) => owners.idOf(name)),
    );
  });
  readonly plays = $derived.by(() => this.#host.status?.demo ?? false);

  constructor(call: Call, host: HostState, site: DemoSite, report: (error: unknown) => void) {
    this.#call = call;
    this.#host = host;
    this.#site = site;
    this.#report = report;
  }

  /** Whether a device is one of the demo site. */
  brought(device: DeviceId): boolean {
    return this.#devices.has(device);
  }

  start(): Promise<void> {
    return this.#ask((call) => call((client) => client.demo.start()));
  }

  stop(): Promise<void> {
    return this.#ask((call) => call((client) => client.demo.stop()));
  }

  async #ask(ask: (call: Call) => Promise<unknown>): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    try {
      await ask(this.#call);
    } catch (error) {
      this.#report(error);
    } finally {
      this.isBusy = false;
    }
  }
}
