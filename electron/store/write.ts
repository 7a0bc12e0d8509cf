import type { Activity } from "#shared/model/activity.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { FleetWrite } from "../fleet/fleet-store.ts";
import type { SourceWrite } from "../sync/source-store.ts";
import type { ReportedRegister } from "../registry/register-record.ts";
import type { Documents } from "./documents-table.ts";

/** What is stored together, or not at all. */
export interface Write extends RegisterWrite, Partial<Documents> {
  readonly changeRequests?: readonly ChangeRequest[];
  readonly sync?: SourceWrite;
  readonly fleet?: FleetWrite;
  /** Lines for the audit, oldest first. */
  readonly activity?: readonly Activity[];
}

export type RefreshCell = string | number | null;

export interface RegisterWrite {
  readonly registers?: readonly ReportedRegister[] | undefined;
  /** Stored registers of which nothing but a report is new: five cells for each, when and how long it counts, from whom, by
   *  address and token, and its name. Most of what a site sends is that, and flat cells are copied to a thread in no time. */
  readonly refreshed?: readonly RefreshCell[] | undefined;
  readonly goneRegisters?: readonly string[] | undefined;
  /** The registry's revision at which these registers are. */
  readonly revision?: number | undefined;
}
