/** The minutes of one register in one segment as bytes. The format is stored, so it is only ever added to:
 *  a form, which is the decimals of its numbers, or 7 for doubles; then for each minute its number in the segment × 8 + how
 *  it ended, how many changes there were, the share observed in ten-thousandths, and min, max, last and mean. */
import type { GapReason } from "#shared/model/history.ts";
import { MINUTE, type RolledMinute } from "../../history/minutes.ts";
import { ByteReader, ByteWriter, decimalsOf, scaled, unscaled } from "./bytes.ts";

const DOUBLES = 7;
const SHARES = 10_000;
/** How a minute ended: with a number, or with a gap. The places are stored; there is room for eight. */
const ENDS: readonly (GapReason | undefined)[] = [
  ...[undefined, "expired", "withdrawn", "no-value", "not-running", "asleep", "skipped", "not-stored"],
] as const;

/** @param minutes oldest first  @param start of the segment, in epoch milliseconds */
export function packMinutes(minutes: readonly RolledMinute[], start: number): Buffer {
  const decimals = decimalsOf(minutes.flatMap(({ min, max, last }) => [min, max, last]));
  const writer = new ByteWriter();
  writer.count(decimals ?? DOUBLES);
  for (const { at, min, max, mean, last, count, observed, ended } of minutes) {
    writer.count(((at - start) / MINUTE) * 8 + ENDS.indexOf(ended));
    writer.count(count);
    writer.count(Math.ceil(observed * SHARES));
    if (decimals === undefined) {
      [min, max, last, mean].forEach((number) => writer.double(number));
      continue;
    }
    const low = scaled(min, decimals);
    writer.whole(low);
    writer.count(scaled(max, decimals) - low);
    writer.count(scaled(last, decimals) - low);
    // Where in between it lay needs no more digits than a plot has pixels.
    if (max > min) writer.float((mean - min) / (max - min));
  }
  return writer.finished();
}

/** @param start of the segment, in epoch milliseconds  @param minutes where to add them: a plot has a thousand segments */
export function unpackMinutes(packed: Buffer, start: number, minutes: RolledMinute[] = []): RolledMinute[] {
  const reader = new ByteReader(packed);
  const decimals = reader.count();
  while (!reader.isOver) {
    const head = reader.count();
    const at = start + Math.floor(head / 8) * MINUTE;
    const ended = ENDS[head % 8];
    const count = reader.count();
    const observed = reader.count() / SHARES;
    if (decimals === DOUBLES) {
      const [min, max, last, mean] = [reader.double(), reader.double(), reader.double(), reader.double()];
      minutes.push({ at, min, max, mean, last, count, observed, ended });
      continue;
    }
    const low = reader.whole();
    const [above, aboveLast] = [reader.count(), reader.count()];
    const min = unscaled(low, decimals);
    const max = unscaled(low + above, decimals);
    const mean = above === 0 ? min : min + (max - min) * reader.float();
    minutes.push({ at, min, max, mean, last: unscaled(low + aboveLast, decimals), count, observed, ended });
  }
  return minutes;
}
