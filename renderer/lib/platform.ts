/** Whether Ctrl is ⌘ here. */
export function isMac(): boolean {
  return /\bMac/.test(navigator.userAgent);
}
