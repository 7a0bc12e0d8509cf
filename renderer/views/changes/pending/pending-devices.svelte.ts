import type { ChangeRequest } from "#shared/model/change-request.ts";
import { deviceOf } from "../../../lib/metadata.ts";
import { deviceFrom, devicesNamed, silentSince, type RequestDevice } from "../../../lib/request-device.ts";
import type { AppState } from "../../../state/app.ts";

type Needs = Pick<AppState, "registers" | "changeRequests" | "ticker" | "host">;

/** The devices of what is pending, looked at once a second. */
export class PendingDevices {
  readonly #app: Needs;
  /* eslint-disable svelte/prefer-svelte-reactivity -- made anew each time */
  readonly #byName: ReadonlyMap<string, RequestDevice> = $derived.by(() => {
    const { registers, changeRequests, ticker } = this.#app;
    const names = new Set(changeRequests.pending.map((request) => this.nameOf(request)).filter((name) => name !== ""));
    return names.size === 0 ? new Map() : devicesNamed(names, registers.all(), ticker.now);
  });
  /* eslint-enable svelte/prefer-svelte-reactivity */

  constructor(app: Needs) {
    this.#app = app;
  }

  of(request: ChangeRequest): RequestDevice {
    const { registers, ticker } = this.#app;
    const register = registers.find(request.register);
    const { source } = register ?? {};
    const named = this.#byName.get(this.nameOf(request));
    if (named && source === undefined) return named;
    return { ...deviceFrom(undefined, register ? [register] : [], ticker.now), source };
  }

  /** Since when who reports its register has not asked for changes; nothing when it has, or is not known. */
  silentSince({ register }: ChangeRequest): number | undefined {
    return silentSince(this.#app.registers.find(register), this.#app.host.status);
  }

  /** Empty when neither the request nor its register names one. */
  nameOf({ register, device }: ChangeRequest): string {
    return device ?? deviceOf(this.#app.registers.peek(register) ?? {}) ?? "";
  }
}
