import { Subscription } from "./subscription.ts";

/** A window that has so many messages to catch up with gets a snapshot instead. */
export const MOST_BACKLOG = 20;

/** The windows that listen to one feed. */
export class Subscribers<Message> implements Disposable {
  readonly #all = new Set<Subscription<Message>>();

  get areNone(): boolean {
    return this.#all.size === 0;
  }

  /** @param first what it hears at once */
  add(signal: AbortSignal | undefined, first: Message): Subscription<Message> {
    const subscription = new Subscription<Message>(signal, () => this.#all.delete(subscription));
    subscription.push(first);
    if (!subscription.isOver) this.#all.add(subscription);
    return subscription;
  }

  /** Tells all. @param snapshot what one that does not keep up hears in place of all it has not heard yet */
  tell(message: Message, snapshot: () => Message): void {
    for (const subscription of this.#all) {
      if (subscription.backlog < MOST_BACKLOG) subscription.push(message);
      else subscription.replace(snapshot());
    }
  }

  /** Tells all, in place of what they have not heard yet. */
  tellLatest(message: Message): void {
    for (const subscription of this.#all) subscription.replace(message);
  }

  [Symbol.dispose](): void {
    for (const subscription of this.#all) void subscription.return();
  }
}
