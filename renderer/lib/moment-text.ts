/** A moment on this machine's calendar, as a field for date and time holds it: `2026-11-21T18:00`, or with seconds. It knows no zone.
 *  @param moment epoch milliseconds */
export function momentText(moment: number, hasSeconds = false): string {
  const local = new Date(moment - new Date(moment).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, hasSeconds ? 19 : 16);
}
