/** Marks places in a long text. The browser paints over it: an element around each place would have the whole text laid out
 *  anew with every letter that is typed. */
import type { Attachment } from "svelte/attachments";

/** The style sheet paints what these name. */
const [EACH, HERE] = ["found", "found-here"];

/** @param hits where they begin @param length of each @param at the one to be shown, among them */
export function hitMarks(hits: readonly number[], length: number, at: number): Attachment<HTMLElement> {
  return (box) => {
    const { firstChild: text } = box;
    if (hits.length === 0 || !(text instanceof Text)) return undefined;
    const ranges = hits.map((from) => rangeOf(text, from, length));
    const here = ranges[at];
    CSS.highlights.set(EACH, new Highlight(...ranges.filter((range) => range !== here)));
    if (here) {
      CSS.highlights.set(HERE, new Highlight(here));
      show(here, box);
    }
    return () => [EACH, HERE].forEach((name) => CSS.highlights.delete(name));
  };
}

function rangeOf(text: Text, from: number, length: number): Range {
  const range = document.createRange();
  range.setStart(text, Math.min(from, text.length));
  range.setEnd(text, Math.min(from + length, text.length));
  return range;
}

/** What stands before it, in pixels: the line above. */
const LEAD = 24;

/** To the top of its box, because on a small screen the rest of the box may lie below the fold; the page stays where it is. */
function show(range: Range, box: HTMLElement): void {
  const [place, frame] = [range.getBoundingClientRect(), box.getBoundingClientRect()];
  const scale = frame.height / box.offsetHeight || 1; // as the window is zoomed
  box.scrollTop += (place.top - frame.top) / scale - LEAD;
  const [left, right] = [(place.left - frame.left) / scale, (place.right - frame.left) / scale];
  if (left < 0 || right > box.clientWidth) box.scrollLeft += left - box.clientWidth / 2;
}
