import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { FleetPolicy } from "#shared/model/fleet-policy.ts";
import type { GatePolicy } from "#shared/model/gate.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import type { Settings } from "#shared/model/settings.ts";
import type { TokenBook } from "#shared/model/token.ts";
import type { FleetWrite } from "../fleet/fleet-store.ts";
import type { SourceWrite } from "../sync/source-store.ts";

/** What changed by what happened: stored together with its lines, or not at all. */
export interface AuditedWrite {
  readonly changeRequests?: readonly ChangeRequest[];
  readonly gatePolicy?: GatePolicy;
  readonly settings?: Settings;
  readonly preferences?: Preferences;
  readonly tokens?: TokenBook;
  readonly sync?: SourceWrite;
  readonly fleet?: FleetWrite;
  readonly fleetPolicy?: FleetPolicy;
}

/** Where a line came to stand in the chain. */
export interface ChainLink {
  readonly id: number;
  readonly hash: string;
}

/** What the audit needs of a store. */
export interface AuditStore {
  /** Stores all or nothing, and resolves with a link for each line when they would survive the loss of power. In the order
   *  of the calls. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  append(write: AuditedWrite & { readonly activity: readonly Activity[] }): Promise<Iterable<ChainLink>>;
}
