import { z } from "zod";
import { JsonText } from "../json.ts";

/** Any string is a name on the wire; its length is limited to 1 KiB where it comes in. */
export const RegisterName = z.string().brand<"RegisterName">();
export type RegisterName = z.infer<typeof RegisterName>;

/** What a local override of a register stands in place of, and who put it there. */
export const RegisterOverride = z.object({
  /** What the source says now. */
  sourceValue: JsonText,
  by: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
  note: z.string().optional(),
});
export type RegisterOverride = z.infer<typeof RegisterOverride>;

/** A register as the window sees it. Times are epoch milliseconds. */
export const Register = z.object({
  name: RegisterName,
  value: JsonText,
  /** A non-empty JSON object; absent when the provider gave none. */
  metadata: JsonText.optional(),
  /** How long one report counts, in milliseconds; absent for a register of a source, which does not expire. */
  ttl: z.number().positive().optional(),
  /** The registry's change counter when value, metadata or presence last changed. */
  revision: z.int().nonnegative(),
  /** When a provider last reported it, changed or not. */
  providedAt: z.number(),
  /** When its value last changed. */
  changedAt: z.number(),
  /** When it expired; absent while it lives. An expired register stays visible with its last known value. */
  expiredAt: z.number().optional(),
  /** The address that last provided it, or the name of its source. */
  provider: z.string(),
  /** The outside source it is mirrored from; absent for a device's. */
  source: z.string().optional(),
  /** Its value is not the source's: it was approved here, and stands until it is cleared. */
  override: RegisterOverride.optional(),
});
export type Register = z.infer<typeof Register>;
