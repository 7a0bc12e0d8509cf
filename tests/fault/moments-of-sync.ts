/** When a sync is killed. */
export const MOMENTS_OF_SYNC = [
  "before the fetch",
  "after the comparison",
  "with a part of what changed",
  "before it is stored",
  "while it is stored",
  "after it was stored",
  "while it is shown",
] as const;

export type MomentOfSync = (typeof MOMENTS_OF_SYNC)[number];
