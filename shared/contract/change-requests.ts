import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { ChangeRequest, ChangeRequestId } from "../model/change-request.ts";
import { JsonText } from "../json.ts";
import { RegisterName } from "../model/register.ts";
import { feedOf } from "./feed.ts";

/** First one snapshot (undecided, under way and the latest done), then every request that changed. */
export interface ChangeRequestFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly now: number;
  readonly requests: readonly ChangeRequest[];
}

const Ids = z.array(ChangeRequestId).min(1);
const Note = z.string().trim().max(2_000);

const decision = oc.errors({
  CHANGE_REQUEST_NOT_FOUND: { status: ERROR_STATUS.CHANGE_REQUEST_NOT_FOUND },
  CHANGE_REQUEST_DECIDED: { status: ERROR_STATUS.CHANGE_REQUEST_DECIDED },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
});

export const changeRequests = {
  watch: oc.output(feedOf<ChangeRequestFeed>()),
  /** Pending and in progress; with `all` the decided ones too, newest first. */
  list: oc.input(z.object({ all: z.boolean().default(false) })).output(z.array(ChangeRequest)),
  /** All or none: when one id cannot be approved, nothing is. `now` skips the grace. */
  approve: decision
    .input(z.object({ ids: Ids, note: Note.optional(), now: z.boolean().default(false) }))
    .output(z.array(ChangeRequest)),
  /** Takes an approval back during its grace: the requests are pending again. All or none. */
  undo: decision.input(z.object({ ids: Ids })).output(z.array(ChangeRequest)),
  /** Takes approved requests back for good, as long as no provider has picked them up. All or none. */
  recall: decision.input(z.object({ ids: Ids, note: Note.optional() })).output(z.array(ChangeRequest)),
  /** A technician's own wish: filed like anybody's, and approved by its author. */
  ask: decision
    .errors({ VALUE_INVALID: { status: ERROR_STATUS.VALUE_INVALID } })
    .input(z.object({ register: RegisterName, value: JsonText, note: Note.optional() }))
    .output(ChangeRequest),
  /** All or none, like `approve`. */
  deny: decision.input(z.object({ ids: Ids, note: Note.optional() })).output(z.array(ChangeRequest)),
};
