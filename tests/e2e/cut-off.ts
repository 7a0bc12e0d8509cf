/** Runs in the page: what can be pressed or written in, and is only partly to be seen with nothing to scroll; and whether
 *  the page itself is too large. */
export function cutOff(place: string): string[] {
  const CONTROLS = "button, a[href], input, select, textarea, [role=tab], [role^=menuitem]";
  const page = document.documentElement;
  const found = page.scrollWidth > page.clientWidth ? [`the page is ${page.scrollWidth} wide`] : [];
  if (page.scrollHeight > page.clientHeight) found.push(`the page is ${page.scrollHeight} tall`);
  for (const control of document.querySelectorAll<HTMLElement>(`${place} :is(${CONTROLS})`)) {
    if (control.checkVisibility() && isCut(control)) found.push(control.outerHTML.slice(0, 160));
  }
  return found;

  /** What is for screen readers alone, waits above the page to be skipped to, or lies behind a drawer, is none of it. */
  function isHidden(control: HTMLElement): boolean {
    const { left, top, width, height } = control.getBoundingClientRect();
    const { clipPath, opacity } = getComputedStyle(control);
    const drawer = document.elementFromPoint(left + width / 2, top + height / 2)?.closest("aside");
    const isBehind = drawer ? !drawer.contains(control) : false;
    return isBehind || width === 0 || clipPath !== "none" || opacity === "0" || control.classList.contains("skip");
  }

  function isCut(control: HTMLElement): boolean {
    if (isHidden(control)) return false;
    const isTight = getComputedStyle(control).overflowX === "visible" && control.scrollWidth > control.clientWidth + 1;
    return isTight || !fits(control, "left", "right", "overflowX") || !fits(control, "top", "bottom", "overflowY");
  }

  /** Whether it is whole, or can be scrolled to. */
  function fits(
    control: HTMLElement,
    from: "left" | "top",
    to: "right" | "bottom",
    overflow: "overflowX" | "overflowY",
  ): boolean {
    const own = control.getBoundingClientRect();
    for (const box of around(control)) {
      const how = getComputedStyle(box)[overflow];
      if (how === "auto" || how === "scroll") return true;
      const edge = box === page ? new DOMRect(0, 0, innerWidth, innerHeight) : box.getBoundingClientRect();
      const cuts = box === page || how !== "visible";
      if (cuts && (own[from] < edge[from] - 1 || own[to] > edge[to] + 1)) return false;
    }
    return true;
  }

  /** The boxes that may cut it, from the inside out. */
  function* around(control: HTMLElement): Generator<HTMLElement> {
    for (let box = control.parentElement; box && box !== page; box = box.parentElement) {
      yield box;
      if (getComputedStyle(box).position === "fixed") break;
    }
    yield page;
  }
}

/** Runs in the page: the words of which only the beginning is shown. */
export function shortened(place: string): string[] {
  const found: string[] = [];
  for (const element of document.querySelectorAll<HTMLElement>(`${place} *`)) {
    const { overflowX, clipPath } = getComputedStyle(element);
    const isCut = overflowX === "hidden" || overflowX === "clip";
    if (isCut && clipPath === "none" && element.checkVisibility() && element.scrollWidth > element.clientWidth + 1) {
      found.push(element.outerHTML.slice(0, 160));
    }
  }
  return found;
}
