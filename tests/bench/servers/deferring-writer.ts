/** In place of the host's writer: answers a turn later, and commits nothing. */
import type { Writer } from "#electron/store/writer.ts";

export function startWriter(): Writer {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    commit: turn,
    append: () => turn().then(() => []),
    backUp: () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
