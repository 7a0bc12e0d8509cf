import type { ChangeRequest } from "#shared/model/change-request.ts";
import { deviceName, type Device } from "#shared/model/device.ts";
import type { AppState } from "../../../state/app.ts";

/** Where an approved change goes. */
export interface RequestTarget {
  /** Nothing when the register belongs to none, or before it is known. */
  readonly device: Device | undefined;
  /** The source whose register it is: then no device has a part in it. */
  readonly source: string | undefined;
  /** Whether anybody has ever reported the register. */
  readonly isProvided: boolean;
}

type Needs = Pick<AppState, "registers" | "fleet" | "host">;

/** The devices of what is pending. */
export class PendingDevices {
  readonly #app: Needs;

  constructor(app: Needs) {
    this.#app = app;
  }

  of({ register }: ChangeRequest): RequestTarget {
    const known = this.#app.registers.find(register);
    return {
      device: known?.source === undefined ? this.#app.fleet.ownerOf(register) : undefined,
      source: known?.source,
      isProvided: known !== undefined,
    };
  }

  /** Since when its device could have asked for changes and has not, in epoch milliseconds: since the host started.
   *  @returns nothing when it has, or is not known */
  silentSince(request: ChangeRequest): number | undefined {
    const { device } = this.of(request);
    return device && !device.hasAskedForChanges ? this.#app.host.status?.startedAt : undefined;
  }

  /** Empty when it belongs to none; what the request says of it counts until that is known. */
  nameOf(request: ChangeRequest): string {
    const { device } = this.of(request);
    return device ? deviceName(device) : (request.device ?? "");
  }
}
