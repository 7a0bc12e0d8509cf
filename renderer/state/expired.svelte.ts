import type { RegisterName } from "#shared/model/register.ts";
import { text } from "../lib/messages/messages.ts";
import type { Call } from "./change-requests.svelte.ts";
import type { RegistersState } from "./registers.svelte.ts";
import type { ToastsState } from "./toasts.svelte.ts";

/** What has expired and will not come back: the host would keep it in sight for a week. */
export class ExpiredState {
  readonly #call: Call;
  readonly #registers: Pick<RegistersState, "hide" | "isHidden" | "unhide">;
  readonly #toasts: Pick<ToastsState, "undoable" | "fail">;

  constructor(
    call: Call,
    registers: Pick<RegistersState, "hide" | "isHidden" | "unhide">,
    toasts: Pick<ToastsState, "undoable" | "fail">,
  ) {
    this.#call = call;
    this.#registers = registers;
    this.#toasts = toasts;
  }

  /** Out of sight at once, and off the host's list when nobody took it back: with its last register a device may go, which
   *  putting registers back would not bring back. A window that is closed before has archived nothing. */
  archive(names: readonly RegisterName[]): void {
    this.#registers.hide(names);
    this.#toasts.undoable({
      sentence: text.registersList.expired.archived(names.length),
      undo: () => this.#registers.unhide(names, true),
      over: () => this.#send(names.filter((name) => this.#registers.isHidden(name))),
    });
  }

  /** Only what is still expired when the host hears of it goes. */
  async #send(names: readonly RegisterName[]): Promise<void> {
    if (names.length === 0) return;
    try {
      await this.#call((client) => client.registers.archive({ names: [...names] }));
      this.#registers.unhide(names, false);
    } catch (error) {
      this.#registers.unhide(names, true);
      this.#toasts.fail(error);
    }
  }
}
