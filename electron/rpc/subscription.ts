/** A stream of messages to one window. It begins when it is made, not when it is first read, so that nothing is missed
 *  between subscribing and reading. */
export class Subscription<Message> implements AsyncIteratorObject<Message, undefined, void> {
  #unsent: Message[] = [];
  #wake: (() => void) | undefined;
  #over = false;
  readonly #onEnd: () => void;

  /** @param signal ends the stream  @param onEnd called once when it has ended */
  constructor(signal: AbortSignal | undefined, onEnd: () => void) {
    this.#onEnd = onEnd;
    this.#over = signal?.aborted ?? false;
    signal?.addEventListener("abort", () => this.#end(), { once: true });
  }

  /** The window has hung up, or had before it began. */
  get isOver(): boolean {
    return this.#over;
  }

  /** How many messages the window has not taken yet. */
  get backlog(): number {
    return this.#unsent.length;
  }

  push(message: Message): void {
    if (this.#over) return;
    this.#unsent.push(message);
    this.#wake?.();
  }

  /** Puts one message in place of all that have not been taken. */
  replace(message: Message): void {
    this.#unsent = [];
    this.push(message);
  }

  async next(): Promise<IteratorResult<Message, undefined>> {
    while (!this.#over) {
      const message = this.#unsent.shift();
      if (message !== undefined) return { done: false, value: message };
      const woken = Promise.withResolvers<undefined>();
      this.#wake = () => woken.resolve(undefined);
      await woken.promise;
    }
    return { done: true, value: undefined };
  }

  return(): Promise<IteratorResult<Message, undefined>> {
    this.#end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#wake?.();
    this.#onEnd();
  }
}
