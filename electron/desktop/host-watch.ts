/** Follows the host over the contract, as every window does, and tells how it stands. */
import type { Client } from "#shared/contract/contract.ts";
import type { ChangeRequestFeed } from "#shared/contract/change-requests.ts";
import type { ChangeRequest, ChangeRequestId } from "#shared/model/change-request.ts";
import { standingOf, type Standing, type Told } from "./standing.ts";

export type StandingListener = (standing: Standing) => void;

export class HostWatch implements Disposable {
  readonly #languages: () => readonly string[];
  readonly #onFailure: (error: unknown) => void;
  readonly #listeners = new Set<StandingListener>();
  readonly #ending = new AbortController();
  readonly #first = Promise.withResolvers<Standing>();
  readonly #pending = new Map<ChangeRequestId, ChangeRequest>();
  readonly #told: Partial<Told> = {};
  #standing: Standing | undefined;

  /** @param languages what the person reads, best first, as the system knows it now
   *  @param onFailure a fault in Regdesk: from then on nothing more is told of what failed */
  constructor(client: Client, languages: () => readonly string[], onFailure: (error: unknown) => void) {
    this.#languages = languages;
    this.#onFailure = onFailure;
    const { signal } = this.#ending;
    const options = { signal };
    void this.#follow(client.host.watch(undefined, options), (status) => ({ status }));
    void this.#follow(client.changeRequests.watch(undefined, options), (feed) => ({ pending: this.#undecided(feed) }));
    void this.#follow(client.preferences.watch(undefined, options), (preferences) => ({ preferences }));
    void this.#follow(client.settings.watch(undefined, options), (settings) => ({ settings }));
  }

  /** Undefined until the host has said everything once. */
  get standing(): Standing | undefined {
    return this.#standing;
  }

  /** Resolves when the host has said everything once. */
  get first(): Promise<Standing> {
    return this.#first.promise;
  }

  /** Hears how it stands now, and again whenever the host says something. */
  listen(listener: StandingListener): void {
    this.#listeners.add(listener);
    if (this.#standing !== undefined) listener(this.#standing);
  }

  [Symbol.dispose](): void {
    this.#ending.abort();
    this.#listeners.clear();
  }

  /** Ends with the feed: when the watch is disposed of, or when the host is. */
  async #follow<Message>(opened: Promise<AsyncIterable<Message>>, news: (message: Message) => Partial<Told>) {
    try {
      for await (const message of await opened) {
        Object.assign(this.#told, news(message));
        this.#tell();
      }
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#onFailure(error);
    }
  }

  #undecided({ kind, requests }: ChangeRequestFeed): ChangeRequest[] {
    if (kind === "snapshot") this.#pending.clear();
    for (const request of requests) {
      if (request.state === "pending") this.#pending.set(request.id, request);
      else this.#pending.delete(request.id);
    }
    return [...this.#pending.values()].sort((a, b) => a.requestedAt - b.requestedAt);
  }

  #tell(): void {
    if (!isComplete(this.#told)) return;
    this.#standing = standingOf(this.#told, this.#languages());
    this.#first.resolve(this.#standing);
    for (const listener of this.#listeners) listener(this.#standing);
  }
}

function isComplete(told: Partial<Told>): told is Told {
  const { status, pending, preferences, settings } = told;
  return ![status, pending, preferences, settings].includes(undefined);
}
