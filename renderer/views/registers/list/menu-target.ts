import type { Row } from "../../../lib/list/rows.ts";

/** What a menu is opened for. */
export interface MenuTarget {
  readonly row: Row;
  /** Where it opens. */
  readonly anchor: { getBoundingClientRect(): DOMRect };
}
