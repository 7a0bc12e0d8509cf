/** The one vocabulary of states: what each looks like. Shape, word and colour always come together, because colour alone
 *  is lost in the sun and to one man in twelve. */
import type { Freshness } from "#shared/freshness.ts";
import type { ChangeRequestState } from "#shared/model/change-request.ts";

/** `ok` filled circle, `late` half circle, `bad` cross in a square, `change` diamond, `info` arc, `off` hollow circle. */
export type Tone = "ok" | "late" | "bad" | "change" | "info" | "off";

/** A change request may expire, too, which is no fault of a device. */
export type Status = Freshness | Exclude<ChangeRequestState, "expired"> | "request-expired";

export const TONES: Readonly<Record<Status, Tone>> = {
  fresh: "ok",
  late: "late",
  expired: "bad",
  "no-value": "off",
  pending: "change",
  approved: "change",
  deliverable: "late",
  delivered: "change",
  applied: "ok",
  "applied-differently": "late",
  unchanged: "bad",
  denied: "bad",
  "not-picked-up": "bad",
  superseded: "off",
  cancelled: "off",
  recalled: "off",
  "request-expired": "off",
};

export function statusOf(state: ChangeRequestState): Status {
  return state === "expired" ? "request-expired" : state;
}
