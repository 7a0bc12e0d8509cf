import type { ChangeRequestId, ChangeRequestState } from "#shared/model/change-request.ts";
import type { RegisterName } from "#shared/model/register.ts";

/** One line of the audit: who moved a change request from which state to which, when, and why. */
export interface Transition {
  readonly changeRequest: ChangeRequestId;
  readonly register: RegisterName;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Absent for the first: the request came into being. */
  readonly from?: ChangeRequestState;
  readonly to: ChangeRequestState;
  /** The person, device or rule that caused it. */
  readonly by: string;
  readonly note?: string;
}
