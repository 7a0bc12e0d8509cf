import type { Preferences, PreferencesChange } from "#shared/model/preferences.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** What keeps preferences over a restart. */
export interface PreferencesStore {
  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  commit(write: { readonly preferences: Preferences }): Promise<void>;
}

/** What a technician set, the same in every window. */
export class PreferencesFeed implements Disposable {
  readonly #store: PreferencesStore;
  readonly #subscribers = new Subscribers<Preferences>();
  #now: Preferences;

  constructor(store: PreferencesStore, stored: Preferences) {
    this.#store = store;
    this.#now = stored;
  }

  get now(): Preferences {
    return this.#now;
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Preferences> {
    return this.#subscribers.add(signal, this.#now);
  }

  /** Takes effect at once: a window must not wait for a disk to become dark. @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async update(change: PreferencesChange): Promise<Preferences> {
    this.#now = { ...this.#now, ...(change as Partial<Preferences>) };
    this.#subscribers.tellLatest(this.#now);
    await this.#store.commit({ preferences: this.#now });
    return this.#now;
  }

  [Symbol.dispose](): void {
    this.#subscribers[Symbol.dispose]();
  }
}
