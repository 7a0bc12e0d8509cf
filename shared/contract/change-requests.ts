import { oc } from "@orpc/contract";
import { z } from "zod";
import { ERROR_STATUS } from "../errors.ts";
import { ChangeRequest, ChangeRequestId, ChangeRequestState } from "../model/change-request.ts";
import { JsonText } from "../json.ts";
import { RegisterName } from "../model/register.ts";
import { feedOf, pageOf } from "./feed.ts";

/** First one snapshot (undecided, under way and the latest done), then every request that changed. */
export interface ChangeRequestFeed {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
  readonly now: number;
  readonly requests: readonly ChangeRequest[];
}

export const FinishedPageQuery = z.object({
  /** What the page before gave as `next`. */
  before: z.string().regex(/^\d+$/, "a page begins at what the page before gave as `next`").optional(),
  limit: z.int().min(1).max(1_000).default(200),
  states: z.array(ChangeRequestState).max(100).optional(),
  /** Words that must all be found: in names, values, notes, and who asked or decided; letters of either case. */
  text: z.string().max(1_000).optional(),
});
export type FinishedPageQuery = z.infer<typeof FinishedPageQuery>;

export interface FinishedPage {
  readonly requests: readonly ChangeRequest[];
  /** Where the next page begins; absent on the last. */
  readonly next?: string;
}

/** How many of each state there are. */
export const FinishedCounts = z.partialRecord(ChangeRequestState, z.int());
export type FinishedCounts = z.infer<typeof FinishedCounts>;

const Ids = z.array(ChangeRequestId).min(1);
const Note = z.string().trim().max(2_000);

/** Of a bulk review each request that can still be decided is; why the others cannot is said of each. */
const Reviewed = z.object({
  decided: z.array(ChangeRequest),
  refused: z.array(z.object({ id: ChangeRequestId, message: z.string() })),
});
export type Reviewed = z.infer<typeof Reviewed>;

const NOTE_REQUIRED = { status: ERROR_STATUS.NOTE_REQUIRED };

/** Approving knows what others do not: a register of a source that is in error, and a value that is not the one looked at. */
const approval = {
  SOURCE_IN_ERROR: { status: ERROR_STATUS.SOURCE_IN_ERROR },
  VALUE_MOVED: { status: ERROR_STATUS.VALUE_MOVED },
};

/** Approves also what belongs to a source whose last sync failed. */
const Confirmed = z.boolean().default(false);
/** The revision of each request's register as it was looked at, null where there was none: one that has moved since is not
 *  approved. */
const Seen = z.partialRecord(ChangeRequestId, z.int().nullable()).optional();

const decision = oc.errors({
  CHANGE_REQUEST_NOT_FOUND: { status: ERROR_STATUS.CHANGE_REQUEST_NOT_FOUND },
  CHANGE_REQUEST_DECIDED: { status: ERROR_STATUS.CHANGE_REQUEST_DECIDED },
  STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE },
});

const unavailable = oc.errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } });

export const changeRequests = {
  watch: oc.output(feedOf<ChangeRequestFeed>()),
  /** Pending and in progress; with `all` the decided ones too, newest first. */
  list: oc.input(z.object({ all: z.boolean().default(false) })).output(z.array(ChangeRequest)),
  /** Those that move no more, as far back as they go, the one that ended last first. */
  finished: oc
    .errors({ STORE_UNAVAILABLE: { status: ERROR_STATUS.STORE_UNAVAILABLE } })
    .input(FinishedPageQuery)
    .output(pageOf<FinishedPage>()),
  /** How many those pages would have, all in all. */
  finishedCounts: unavailable.input(FinishedPageQuery.pick({ text: true })).output(FinishedCounts),
  /** All or none: when one id cannot be approved, nothing is. `now` skips the grace. */
  approve: decision
    .errors(approval)
    .input(
      z.object({ ids: Ids, note: Note.optional(), now: z.boolean().default(false), confirmed: Confirmed, seen: Seen }),
    )
    .output(z.array(ChangeRequest)),
  /** Takes an approval back during its grace: the requests are pending again. All or none. */
  undo: decision.input(z.object({ ids: Ids })).output(z.array(ChangeRequest)),
  /** Takes approved requests back for good, as long as no provider has picked them up. All or none. */
  recall: decision.input(z.object({ ids: Ids, note: Note.optional() })).output(z.array(ChangeRequest)),
  /** A technician's own wish: filed like anybody's, and approved by its author. */
  ask: decision
    .errors({ SOURCE_IN_ERROR: approval.SOURCE_IN_ERROR })
    .input(z.object({ register: RegisterName, value: JsonText, note: Note.optional(), confirmed: Confirmed }))
    .output(ChangeRequest),
  /** All or none, like `approve`. */
  deny: decision
    .errors({ NOTE_REQUIRED })
    .input(z.object({ ids: Ids, note: Note.optional() }))
    .output(z.array(ChangeRequest)),
  /** @param confirmed of those of a source in error the ones that got their second word */
  approveEach: unavailable
    .input(z.object({ ids: Ids, note: Note.optional(), confirmed: z.array(ChangeRequestId).default([]), seen: Seen }))
    .output(Reviewed),
  denyEach: unavailable
    .errors({ NOTE_REQUIRED })
    .input(z.object({ ids: Ids, note: Note.optional() }))
    .output(Reviewed),
  /** Files a request for the register `regdesk.test` as a consumer on this machine would, to see what becomes of it. */
  sendTest: unavailable
    .errors({ CHANGE_REQUESTS_FULL: { status: ERROR_STATUS.CHANGE_REQUESTS_FULL } })
    .output(ChangeRequest),
};
