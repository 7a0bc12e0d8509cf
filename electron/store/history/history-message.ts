import type { HistoryWrite, Retention } from "../../history/history-store.ts";

/** What the host asks of the history's thread. */
export type HistoryMessage =
  | { readonly kind: "keep"; readonly write: HistoryWrite }
  | { readonly kind: "forget"; readonly names: readonly string[] }
  | { readonly kind: "clean"; readonly retention: Retention }
  | { readonly kind: "close" };

/** What it answers to each write and to each wish to forget, in their order; and when it had to set a damaged file aside. */
export type HistoryMessageAnswer =
  | { readonly kind: "kept" }
  | { readonly kind: "failed"; readonly code: string }
  | { readonly kind: "set-aside"; readonly path: string };
