/** Messages wait while the pointer is over them; so they do while the keyboard is in them, which their library does not
 *  know of. It is told with the events that it does know. */

export function pauseMessages({ target }: FocusEvent): void {
  messagesAround(target)?.dispatchEvent(new MouseEvent("mouseenter"));
}

export function resumeMessages({ target, relatedTarget }: FocusEvent): void {
  const messages = messagesAround(target);
  if (messages !== messagesAround(relatedTarget)) messages?.dispatchEvent(new MouseEvent("mouseleave"));
}

const messagesAround = (target: EventTarget | null) =>
  target instanceof Element ? target.closest("[data-sonner-toaster]") : null;
