/** What a source may be at most; more is a mistake in its settings or an attack, and would fill the memory. */
export interface Limits {
  /** All documents together, as sent and as unpacked. */
  readonly bytes: number;
  readonly files: number;
  /** Parts of one document on the web that link to each other. */
  readonly pages: number;
}

const MIB = 1 << 20;

export const LIMITS: Limits = { bytes: 100 * MIB, files: 10_000, pages: 1_000 };

/** For example `100 MiB`. */
export function inMebibytes(bytes: number): string {
  return bytes >= MIB ? `${Math.round(bytes / MIB)} MiB` : `${bytes} bytes`;
}
