import { expect, test } from "vitest";
import { until, withoutGap } from "../../renderer/lib/feed.ts";

type Kind = "snapshot" | "delta";
const message = (kind: Kind, sequence: number) => ({ kind, sequence });

async function all<Message>(messages: AsyncIterable<Message>): Promise<Message[]> {
  const seen: Message[] = [];
  for await (const each of messages) seen.push(each);
  return seen;
}

async function* feed(messages: { kind: Kind; sequence: number }[]) {
  yield* messages;
  await Promise.resolve();
}

test("a feed without a gap is passed on as it is", async () => {
  const messages = [message("snapshot", 7), message("delta", 8), message("snapshot", 20), message("delta", 21)];
  expect(await all(withoutGap(() => Promise.resolve(feed(messages))))).toEqual(messages);
});

test("a gap begins anew with a snapshot, and what came after it is never seen", async () => {
  const feeds = [
    feed([message("snapshot", 1), message("delta", 2), message("delta", 4), message("delta", 5)]),
    feed([message("snapshot", 5), message("delta", 6)]),
  ];
  const seen = await all(withoutGap(() => Promise.resolve(feeds.shift() ?? feed([]))));
  expect(seen.map(({ sequence }) => sequence)).toEqual([1, 2, 5, 6]);
});

test("a feed that does not begin with a snapshot is watched anew", async () => {
  const feeds = [feed([message("delta", 4)]), feed([message("snapshot", 4)])];
  expect(await all(withoutGap(() => Promise.resolve(feeds.shift() ?? feed([]))))).toEqual([message("snapshot", 4)]);
});

test("nothing is taken from a feed once the signal has aborted, not even what is on its way", async () => {
  const over = new AbortController();
  const seen: number[] = [];
  for await (const { sequence } of until(over.signal, feed([message("snapshot", 1), message("delta", 2)]))) {
    seen.push(sequence);
    over.abort();
  }
  expect(seen).toEqual([1]);
});
