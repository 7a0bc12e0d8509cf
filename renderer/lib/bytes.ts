/** Sizes as people read them. */
import { locale } from "./messages/messages.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** `812 bytes`, `4.2 MB`: in steps of a thousand, as disks are sold and systems show them. */
export function bytesText(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = UNITS[step] ?? "byte";
  const digits = step === 0 ? 0 : 1;
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    // The short form of a byte has no plural.
    unitDisplay: step === 0 ? "long" : "short",
    maximumFractionDigits: digits,
  }).format(bytes / 1_000 ** step);
}
