/** What a feed says first; it is left afterwards. */
export async function firstOf<Message>(feed: AsyncIterable<Message>): Promise<Message> {
  for await (const message of feed) return message;
  throw new Error("the feed ended before it said anything");
}
