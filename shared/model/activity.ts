import { z } from "zod";
import { ChangeRequestId, ChangeRequestState } from "./change-request.ts";
import { RegisterName } from "./register.ts";

/** Something that happened and that a technician may want to look up. `at` is in epoch milliseconds. */
export const Activity = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("change-request"),
    at: z.number(),
    /** The person, device or rule that caused it. */
    by: z.string(),
    changeRequest: ChangeRequestId,
    register: RegisterName,
    from: ChangeRequestState.optional(),
    to: ChangeRequestState,
    note: z.string().optional(),
  }),
  z.object({ kind: z.literal("host-started"), at: z.number(), by: z.string(), version: z.string() }),
]);
export type Activity = z.infer<typeof Activity>;
