/** Holds back a run that would remove so much that it may be a mistake of the source. */

/** More than this share of a source's registers, or more than this many, are not removed without a technician's word. */
const MOST_REMOVED_SHARE = 0.2;
const MOST_REMOVED = 50;

export interface Removal {
  /** How many registers the source provided before. */
  readonly before: number;
  /** How many it would provide. */
  readonly after: number;
  readonly removed: number;
}

/** @returns why the run waits, as a sentence; undefined when it may go on */
export function heldBackBecause({ before, after, removed }: Removal): string | undefined {
  if (before === 0 || removed === 0) return undefined;
  if (after === 0)
    return `The source is empty, and all ${before} of its registers would be removed; confirm it, or look at the source.`;
  if (removed <= MOST_REMOVED && removed <= before * MOST_REMOVED_SHARE) return undefined;
  const share = Math.round((removed / before) * 100);
  return `${removed} of ${before} registers (${share} %) would be removed; confirm it, or look at the source.`;
}
