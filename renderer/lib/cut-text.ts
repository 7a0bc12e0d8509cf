const ELLIPSIS = "…";

/** How much of a width stays empty behind the ellipsis of a text that is cut to it; 0 when it fits.
 *  @param widthOf of a text, in the same font */
export function gapOf(text: string, width: number, widthOf: (text: string) => number): number {
  if (widthOf(text) <= width) return 0;
  const room = width - widthOf(ELLIPSIS);
  let [fits, tooLong] = [0, text.length];
  while (tooLong - fits > 1) {
    const middle = (fits + tooLong) >> 1;
    if (widthOf(text.slice(0, middle)) <= room) fits = middle;
    else tooLong = middle;
  }
  return Math.max(0, room - widthOf(text.slice(0, fits)));
}
