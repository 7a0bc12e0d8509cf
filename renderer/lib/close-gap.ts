/** A text that is cut off ends with the last letter that fits whole, an ellipsis, and whatever room is left: up to a letter's
 *  width. Where more text follows at once, that looks like a space in the middle of a name. */
import type { Attachment } from "svelte/attachments";
import { gapOf } from "./cut-text.ts";

/** Draws what follows the element up to its ellipsis. Nothing is laid out anew, so that a list of many rows stays fast.
 *  @param _text of the element: another one is measured anew */
export const closeGap =
  (_text: string): Attachment<HTMLElement> =>
  (cut) => {
    sizes.observe(cut);
    return () => sizes.unobserve(cut);
  };

/** Told of every element's size once at first, and whenever it changes. */
const sizes = new ResizeObserver((changes) => {
  const gaps = changes.map(({ target, contentRect }) => ({
    target,
    gap: gapIn(target as HTMLElement, contentRect.width),
  }));
  for (const { target, gap } of gaps) {
    const next = target.nextElementSibling as HTMLElement | null;
    if (next) next.style.transform = gap < 1 ? "" : `translateX(${-gap}px)`;
  }
});

const canvas = document.createElement("canvas").getContext("2d");

function gapIn(element: HTMLElement, width: number): number {
  if (!canvas || element.scrollWidth <= Math.ceil(width)) return 0;
  canvas.font = getComputedStyle(element).font;
  return gapOf(element.textContent, width, (text) => canvas.measureText(text).width);
}
