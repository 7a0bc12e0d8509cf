/** Finding among many names what somebody half remembers. */

export interface Ranked<Item> {
  readonly item: Item;
  readonly rank: number;
}

/** How well a name fits a query, lower is better; nothing when it does not. All words must be found: at the start of a
 *  part is better than within one, and letters in order are better than nothing. */
export function rankOf(name: string, query: string): number | undefined {
  const lower = name.toLowerCase();
  let rank = lower.length / 1_000;
  for (const word of query.toLowerCase().split(/\s+/).filter(Boolean)) {
    const at = lower.indexOf(word);
    if (at >= 0) rank += at === 0 ? 0 : /[\p{L}\p{N}]/u.test(lower.charAt(at - 1)) ? 2 : 1;
    else if (isScattered(lower, word)) rank += 4;
    else return undefined;
  }
  return rank;
}

/** The best first; ties keep their order, and so does everything while nothing is sought. */
export function best<Item>(items: Iterable<Item>, query: string, nameOf: (item: Item) => string): Item[] {
  if (query.trim() === "") return [...items];
  const ranked: Ranked<Item>[] = [];
  for (const item of items) {
    const rank = rankOf(nameOf(item), query);
    if (rank !== undefined) ranked.push({ item, rank });
  }
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
}

/** Whether all letters of a word come one after the other; two or fewer would fit almost anything. */
function isScattered(name: string, word: string): boolean {
  if (word.length < 3) return false;
  let from = 0;
  for (const letter of word) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
}
