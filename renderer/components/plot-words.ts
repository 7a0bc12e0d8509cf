/** The words in a plot, in the language of now. */
import { clock, locale, text } from "../lib/messages/messages.ts";
import { grainOf } from "../lib/plot-range.ts";
import type { PlotWords } from "./plot-options.ts";

/** From here on an axis has no room for all digits. */
const LARGE = 1e6;

export function plotWords(): PlotWords {
  const large = new Intl.NumberFormat(locale, { notation: "compact", maximumSignificantDigits: 4 });
  return {
    time: (at, range) => {
      const grain = grainOf(at, range);
      if (grain === "date") return clock.day(at);
      return grain === "second" ? clock.time(at) : clock.minute(at, at);
    },
    number: (value, count) =>
      Math.abs(value) >= LARGE
        ? large.format(value)
        : new Intl.NumberFormat(locale, { minimumFractionDigits: count, maximumFractionDigits: count }).format(value),
    gap: (reason) => text.past.plot.gaps[reason],
    on: text.inspector.value.on,
    off: text.inspector.value.off,
  };
}
