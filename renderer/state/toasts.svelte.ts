import { toast } from "svelte-sonner";
import { errorSentence } from "../lib/host-words.ts";
import { withKey } from "../lib/key-words.ts";
import { text } from "../lib/messages/messages.ts";

export interface Undoable {
  /** What was done, for example “Approved boiler.setpoint → 24 °C”. */
  readonly sentence: string;
  /** Takes it back. When it rejects, the technician is told its message; `false` means that they have been told why not. */
  readonly undo: () => unknown;
  /** How long it can be taken back, in milliseconds; with an approval, what is left of its grace. */
  readonly lasts?: number;
  /** Does it for good, when it was not taken back in time: for what nobody else could take back. */
  readonly over?: () => unknown;
}

const USUAL = 8_000;

/** Short messages, bottom left, three at most. They never hold anything that is not to be found elsewhere, too.
 *
 *  Whatever can be taken back goes through `undoable`: it gets an Undo button for as long as it lasts, and Ctrl+Z takes
 *  back the last of them. For example, after an approval:
 *
 *      toasts.undoable({ sentence: text.changes.approved(name), undo: () => changeRequests.undo([id]), lasts: grace });
 */
export class ToastsState {
  /** Oldest first. */
  #undoables: { readonly id: number | string; readonly undoable: Undoable }[] = $state.raw([]);

  say(sentence: string): void {
    toast(sentence);
  }

  readonly fail = (error: unknown): void => {
    toast.error(errorSentence(error));
  };

  get canUndo(): boolean {
    return this.#undoables.length > 0;
  }

  undoable(undoable: Undoable): void {
    const end = () => {
      if (this.#forget(undoable)) undoable.over?.();
    };
    const id = toast(undoable.sentence, {
      duration: undoable.lasts ?? USUAL,
      action: { label: withKey(text.toasts.undo, "undo"), onClick: () => void this.#takeBack(undoable) },
      onAutoClose: end,
      onDismiss: end,
    });
    this.#undoables = [...this.#undoables, { id, undoable }];
  }

  /** @returns whether there was something to take back */
  undoLast(): boolean {
    const last = this.#undoables.at(-1);
    if (!last) return false;
    void this.#takeBack(last.undoable);
    toast.dismiss(last.id);
    return true;
  }

  /** @returns whether it could still be taken back: it ends once, however its message goes */
  #forget(undoable: Undoable): boolean {
    const before = this.#undoables.length;
    this.#undoables = this.#undoables.filter((entry) => entry.undoable !== undoable);
    return this.#undoables.length < before;
  }

  async #takeBack(undoable: Undoable): Promise<void> {
    if (!this.#forget(undoable)) return;
    try {
      if ((await undoable.undo()) !== false) toast(text.toasts.undone(undoable.sentence));
    } catch (error) {
      this.fail(error);
    }
  }
}
