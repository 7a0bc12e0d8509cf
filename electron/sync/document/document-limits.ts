/** What a source's documents may hold together; more would fill the memory. */
export interface DocumentLimits {
  readonly registers: number;
  /** Parts of one YAML document, which are separated by `---`. */
  readonly pages: number;
  /** How long what aliases stand for may be when it is written out, in bytes. */
  readonly unfolded: number;
}

export const DOCUMENT_LIMITS: DocumentLimits = { registers: 100_000, pages: 1_000, unfolded: 100 << 20 };
