import type { ChangeRequest } from "#shared/model/change-request.ts";
import type { Preferences } from "#shared/model/preferences.ts";
import type { Register } from "#shared/model/register.ts";
import type { Transition } from "../change-requests/transition.ts";

/** What one commit stores: plain data, because it crosses to the writer's thread. */
export interface Write {
  readonly registers?: readonly Register[];
  readonly goneRegisters?: readonly string[];
  /** The registry's revision at which these registers are. */
  readonly revision?: number;
  readonly changeRequests?: readonly ChangeRequest[];
  readonly transitions?: readonly Transition[];
  readonly preferences?: Preferences;
}

/** A write, and the number under which its fate is answered. */
export interface TicketedWrite {
  readonly ticket: number;
  readonly write: Write;
}

/** What the host asks of the writer's thread. */
export type WriterMessage =
  | { readonly kind: "writes"; readonly writes: readonly TicketedWrite[] }
  | { readonly kind: "back-up"; readonly now: number }
  | { readonly kind: "close" };

/** What the writer's thread answers; one answer covers every write of a commit. */
export type WriterAnswer =
  | { readonly kind: "open" }
  | { readonly kind: "backup-failed"; readonly code: string }
  | { readonly kind: "committed"; readonly tickets: readonly number[] }
  | { readonly kind: "failed"; readonly tickets: readonly number[]; readonly code: string };
