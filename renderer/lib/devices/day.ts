/** The last 24 hours of a device, as its bar shows them. */
import { CELL_LETTERS, DAY_CELLS, type CellLetter } from "#shared/model/device.ts";
import { clock, text } from "../messages/messages.ts";
import { span } from "../time.ts";

/** How much time one cell stands for, in milliseconds. */
export const CELL = 15 * 60_000;

/** Cells side by side that show the same. */
export interface Stretch {
  readonly letter: CellLetter;
  /** The place of its first cell. */
  readonly first: number;
  readonly cells: number;
}

/** When the first cell begins, the last being the quarter of an hour that is running.
 *  @param now epoch milliseconds, like the result */
export function dayStart(now: number): number {
  return (Math.floor(now / CELL) - (DAY_CELLS - 1)) * CELL;
}

/** A letter nobody knows counts for what nobody observed. */
export function stretchesOf(day: string): Stretch[] {
  const stretches: { letter: CellLetter; first: number; cells: number }[] = [];
  for (const [place, character] of Array.from(day).entries()) {
    const letter = CELL_LETTERS.find((known) => known === character) ?? "n";
    const last = stretches.at(-1);
    if (last?.letter === letter) last.cells++;
    else stretches.push({ letter, first: place, cells: 1 });
  }
  return stretches;
}

/** For example “14:00 to 16:30: Offline”. @param from when the bar begins, epoch milliseconds */
export function stretchWords({ letter, first, cells }: Stretch, from: number): string {
  const start = from + first * CELL;
  // The time alone: no time of day comes twice in 24 hours.
  const time = (at: number) => clock.minute(at, at);
  return text.devices.day.stretch(time(start), time(start + cells * CELL), text.devices.day.letters[letter]);
}

/** The whole bar for who cannot see it, for example “Last 24 hours: 98 % not offline; offline 30 m, late 1 h”. */
export function daySentence({ day, uptime }: { readonly day: string; readonly uptime?: number | undefined }): string {
  const t = text.devices.day;
  const parts = (["x", "f", "l", "n"] as const).flatMap((letter) => {
    const cells = Array.from(day).filter((shown) => shown === letter).length;
    return cells === 0 ? [] : [t.part(t.letters[letter], span(cells * CELL))];
  });
  return t.label(uptime, parts);
}
