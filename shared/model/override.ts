import { z } from "zod";
import { JsonText } from "../json.ts";
import { ChangeRequestId } from "./change-request.ts";
import { RegisterName } from "./register.ts";
import { SourceName } from "./source.ts";

/** A value that is shown for a source's register in place of the source's own, until it is cleared. */
export const Override = z.object({
  register: RegisterName,
  value: JsonText,
  /** Who approved it. */
  by: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  note: z.string().optional(),
  changeRequest: ChangeRequestId.optional(),
  /** Whose register it was when it was approved. */
  source: SourceName.optional(),
});
export type Override = z.infer<typeof Override>;

/** An override with what it stands in place of. */
export const StandingOverride = Override.extend({
  /** What the source says now; absent while it does not have the register. */
  sourceValue: JsonText.optional(),
});
export type StandingOverride = z.infer<typeof StandingOverride>;
