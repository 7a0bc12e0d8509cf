import { z } from "zod";
import { JsonText } from "../json.ts";
import { RegisterName } from "./register.ts";

/** Decimal and rising, so that a technician can type it: `regdesk approve 17`. */
export const ChangeRequestId = z
  .string()
  .regex(/^\d+$/, "a change request's id is a number such as 17")
  .brand<"ChangeRequestId">();
export type ChangeRequestId = z.infer<typeof ChangeRequestId>;

/** What became of a delivered request: read off the values its provider reports next. */
export const Outcome = z.enum(["applied", "applied-differently", "unchanged"]);
export type Outcome = z.infer<typeof Outcome>;

export const ChangeRequestState = z.enum([
  "pending",
  "denied",
  "superseded",
  "cancelled",
  "expired",
  "approved",
  "deliverable",
  "recalled",
  "not-picked-up",
  "delivered",
  ...Outcome.options,
]);
export type ChangeRequestState = z.infer<typeof ChangeRequestState>;

/** Who asked: the wire has no identity, so what the connection showed is recorded. */
export const Requester = z.object({
  address: z.string(),
  userAgent: z.string().optional(),
  /** Who it is, when it is a person at this machine. */
  person: z.string().optional(),
  /** The name of the access token that was shown. */
  token: z.string().optional(),
});
export type Requester = z.infer<typeof Requester>;

/** One wish to change one register. Times are epoch milliseconds. */
export const ChangeRequest = z.object({
  id: ChangeRequestId,
  register: RegisterName,
  value: JsonText,
  /** What the register's device was called when the request came: by people, else on the wire. Where the fleet knew no device,
   *  as for a register of a source, and in requests of earlier versions, what the register's metadata called it. */
  device: z.string().optional(),
  /** What else that device went by: its name on the wire, and those of what was merged into it. Absent when nothing. */
  deviceWireNames: z.array(z.string()).optional(),
  /** The register's value when the request came; absent when nobody provided the register. */
  previousValue: JsonText.optional(),
  state: ChangeRequestState,
  requester: Requester,
  requestedAt: z.number(),
  /** When an undecided or an approved request gives up waiting. */
  expiresAt: z.number().optional(),
  decidedAt: z.number().optional(),
  decidedBy: z.string().optional(),
  note: z.string().optional(),
  /** The rule that was about this request when it came, whatever it decided; a rule may be gone or renamed since. */
  rule: z.object({ id: z.string(), name: z.string() }).optional(),
  /** When the grace to undo ends and the provider may pick it up. */
  deliverableAt: z.number().optional(),
  deliveredAt: z.number().optional(),
  /** How often it was handed to a provider; above 1 marks a repeated delivery. */
  deliveries: z.int().nonnegative(),
  outcome: Outcome.optional(),
  /** What the provider reported after delivery, once the outcome is known. */
  outcomeValue: JsonText.optional(),
  outcomeAt: z.number().optional(),
  /** The source that provides the register, once the request is deliverable or was applied there: it goes to no device, but
   *  stands here as a local override. A deliverable one waits for the source's run to end. */
  source: z.string().optional(),
  /** The register's source, when its last sync had failed as the request came: then no rule approves it, but a person. */
  sourceInError: z.string().optional(),
  /** The request that took this one's place. */
  supersededBy: ChangeRequestId.optional(),
});
export type ChangeRequest = z.infer<typeof ChangeRequest>;

const IN_PROGRESS: ReadonlySet<ChangeRequestState> = new Set(["approved", "deliverable", "delivered"]);

export type Stage = "pending" | "in-progress" | "done";

/** The three heaps a technician thinks in: to decide, under way, over. */
export function stageOf(request: Pick<ChangeRequest, "state">): Stage {
  if (request.state === "pending") return "pending";
  return IN_PROGRESS.has(request.state) ? "in-progress" : "done";
}
