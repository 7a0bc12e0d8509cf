interface Numbered {
  readonly kind: "snapshot" | "delta";
  readonly sequence: number;
}

/** Follows a feed whose messages are counted: a snapshot may start anywhere, every delta must be the next. When one is
 *  missing it watches anew and so begins again with a snapshot; who reads it never sees a gap. */
export async function* withoutGap<Message extends Numbered>(
  watch: () => Promise<AsyncIterable<Message>>,
): AsyncGenerator<Message, void> {
  for (let isComplete = false; !isComplete;) {
    isComplete = true;
    let last = Number.NaN;
    for await (const message of await watch()) {
      isComplete = message.kind === "snapshot" || message.sequence === last + 1;
      if (!isComplete) break;
      last = message.sequence;
      yield message;
    }
  }
}

/** Reads a feed until the signal aborts. The call itself is not given the signal, because aborting it would mean to send
 *  word to a host that may be gone. */
export async function* until<Message>(
  signal: AbortSignal,
  feed: AsyncIterable<Message>,
): AsyncGenerator<Message, void> {
  for await (const message of feed) {
    if (signal.aborted) return;
    yield message;
  }
}
