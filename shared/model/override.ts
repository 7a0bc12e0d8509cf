import { z } from "zod";
import { JsonText } from "../json.ts";
import { ChangeRequestId } from "./change-request.ts";
import { RegisterName } from "./register.ts";

/** A value that is shown for a source's register in place of the source's own, until it is cleared. */
export const Override = z.object({
  register: RegisterName,
  value: JsonText,
  /** Who approved it. */
  by: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  changeRequest: ChangeRequestId.optional(),
});
export type Override = z.infer<typeof Override>;
