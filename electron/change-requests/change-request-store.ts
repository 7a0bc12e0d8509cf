import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { OverrideWrite } from "./source-registers.ts";
import type { Transition } from "./transition.ts";

/** What the gate needs of a store. */
export interface ChangeRequestStore {
  /** Stores all or nothing, and resolves when it would survive the loss of power. Commits in the order of the calls.
   *  @throws {RegdeskError} `STORE_UNAVAILABLE` */
  commit(write: {
    readonly changeRequests: readonly ChangeRequest[];
    readonly transitions: readonly Transition[];
    readonly sync?: OverrideWrite;
  }): Promise<void>;
}
