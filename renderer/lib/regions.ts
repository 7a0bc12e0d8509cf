/** The parts of the window, which F6 goes through: sections, search, screen, inspector, messages. */

const REGIONS = "nav, header[data-region], main, aside, [data-sonner-toaster]";
const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), textarea:not(:disabled), select, [tabindex]:not([tabindex="-1"])';

/** Where one enters a region for the first time: its list, or what of it is open. */
const ENTRIES = '[aria-current="page"], [role="grid"], [role="treegrid"], aside [role="tab"][aria-selected="true"]';

/** Where the focus was in each region when it was left. */
const left = new WeakMap<Element, HTMLElement>();

/** Goes to the next region, or the previous one. A region gets the focus where it last had it. */
export function cycleRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].filter(isReachable);
  const { activeElement } = document;
  const at = regions.findLastIndex((region) => region.contains(activeElement));
  const current = regions[at];
  if (current && activeElement instanceof HTMLElement) left.set(current, activeElement);
  const from = at < 0 && step < 0 ? 0 : at;
  const next = regions[(from + step + regions.length) % regions.length];
  if (next) entryOf(next).focus();
}

function entryOf(region: HTMLElement): HTMLElement {
  const before = left.get(region);
  if (before && region.contains(before) && before.checkVisibility()) return before;
  const first = region.querySelector<HTMLElement>(ENTRIES);
  return first ?? visibleIn(region) ?? region;
}

function visibleIn(region: HTMLElement): HTMLElement | undefined {
  return [...region.querySelectorAll<HTMLElement>(FOCUSABLE)].find((element) => element.checkVisibility());
}

function isReachable(region: HTMLElement): boolean {
  return region.checkVisibility() && (region.hasAttribute("tabindex") || visibleIn(region) !== undefined);
}
