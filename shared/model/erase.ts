import { z } from "zod";

/** The wish that everything be erased at the next start. */
export const StagedErase = z.object({
  by: z.string(),
  /** Epoch milliseconds. */
  at: z.number(),
});
export type StagedErase = z.infer<typeof StagedErase>;
