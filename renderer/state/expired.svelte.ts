import type { RegisterName } from "#shared/model/register.ts";
import { text } from "../lib/messages/messages.ts";
import type { Call } from "./change-requests.svelte.ts";
import type { ToastsState } from "./toasts.svelte.ts";

/** What has expired and will not come back: the host would keep it in sight for a week. */
export class ExpiredState {
  readonly #call: Call;
  readonly #toasts: ToastsState;

  constructor(call: Call, toasts: ToastsState) {
    this.#call = call;
    this.#toasts = toasts;
  }

  /** Only what is still expired when the host hears of it goes. */
  async archive(names: readonly RegisterName[]): Promise<void> {
    try {
      const gone = await this.#call((client) => client.registers.archive({ names: [...names] }));
      this.#toasts.say(text.registersList.expired.archived(gone.length));
    } catch (error) {
      this.#toasts.fail(error);
    }
  }
}
