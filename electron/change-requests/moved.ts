/** What was moved between two orders of the same things: as few as explain the second, so that lifting one thing to the
 *  top is one move and not one of each below it. What is in one of the orders only was not moved. */
export function movedBetween<Thing>(before: readonly Thing[], after: readonly Thing[]): Thing[] {
  const places = new Map(before.map((thing, place) => [thing, place]));
  const kept = after.filter((thing) => places.has(thing));
  const stayed = new Set(longestRise(kept.map((thing) => places.get(thing) ?? 0)));
  return kept.filter((thing) => !stayed.has(places.get(thing) ?? 0));
}

/** The longest rising choice from a list of different numbers. */
function longestRise(numbers: readonly number[]): number[] {
  /** The longest rise that ends with each number. */
  const rises: number[][] = [];
  for (const [index, number] of numbers.entries()) {
    const before = rises.slice(0, index).filter((rise) => (rise.at(-1) ?? number) < number);
    rises.push([...longest(before), number]);
  }
  return longest(rises);
}

function longest(rises: readonly number[][]): number[] {
  return rises.reduce<number[]>((best, rise) => (rise.length > best.length ? rise : best), []);
}
