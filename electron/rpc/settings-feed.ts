import type { Settings } from "#shared/model/settings.ts";
import type { HostSettings } from "../settings/settings.ts";
import { Subscribers } from "./subscribers.ts";
import type { Subscription } from "./subscription.ts";

/** Tells windows the settings, now and whenever they change. */
export class SettingsFeed implements Disposable {
  readonly settings: HostSettings;
  readonly #subscribers = new Subscribers<Settings>();
  readonly #stopListening: () => void;

  constructor(settings: HostSettings) {
    this.settings = settings;
    this.#stopListening = settings.listen((now) => this.#subscribers.tellLatest(now));
  }

  subscribe(signal: AbortSignal | undefined): Subscription<Settings> {
    return this.#subscribers.add(signal, this.settings.now);
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#subscribers[Symbol.dispose]();
  }
}
