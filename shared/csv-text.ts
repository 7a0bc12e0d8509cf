/** A spreadsheet runs what begins like this as a formula, and a device's text must not command the reader's machine. */
const FORMULA = /^[=+\-@\t\r]/;

/** A text as a field after RFC 4180, an apostrophe in front of what a spreadsheet would run. */
export function csvText(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
