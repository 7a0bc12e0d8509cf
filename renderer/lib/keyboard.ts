/** Inputs that take no text: keys mean there what they mean elsewhere. */
const WITHOUT_TEXT = new Set(["radio", "checkbox", "range", "button"]);

/** Whether a key belongs to a field somebody writes in, so that single-letter keys must not act. */
export function isTyping({ target }: KeyboardEvent): boolean {
  return (
    target instanceof HTMLTextAreaElement ||
    (target instanceof HTMLInputElement && !WITHOUT_TEXT.has(target.type)) ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

/** Whether a key was pressed on the screen at large, with no control of the frame in focus. */
export function isOnScreen({ target }: KeyboardEvent): boolean {
  return target instanceof Element && (target === document.body || target.closest("main") !== null);
}

/** Whether a key comes with a modifier and so means something else. */
export function isModified({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

/** Whether a key was pressed in something that lies over the screen, or where letters choose from what is open. */
export function isInOverlay({ target }: KeyboardEvent): boolean {
  return (
    target instanceof Element && target.closest('[role="dialog"], [role="menu"], [role="combobox"], select') !== null
  );
}
