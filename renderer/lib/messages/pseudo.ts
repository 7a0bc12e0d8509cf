/** A language nobody speaks: every text of a catalogue with its letters made strange and in brackets, and a third longer,
 *  as translations are. Texts that are not in brackets on the screen did not come out of a catalogue. */

const STRANGE: Readonly<Record<string, string>> = {
  a: "á", c: "ç", e: "é", i: "í", n: "ñ", o: "ö", s: "š", u: "ü", y: "ý",
  A: "Á", C: "Ç", E: "É", I: "Í", N: "Ñ", O: "Ö", S: "Š", U: "Ü", Y: "Ý",
}; // prettier-ignore

/** @returns the same catalogue in the strange language; what names its own language stays, because it is for Intl */
export function pseudo<Catalogue extends { readonly language: string }>(catalogue: Catalogue): Catalogue {
  return { ...(strange(catalogue) as Catalogue), language: catalogue.language };
}

function strange(entry: unknown): unknown {
  if (typeof entry === "string") return bracketed(entry);
  if (typeof entry === "function") {
    return (...values: unknown[]) => strange((entry as (...values: unknown[]) => unknown)(...values));
  }
  if (Array.isArray(entry)) return entry.map(strange);
  if (typeof entry !== "object" || entry === null) return entry;
  return Object.fromEntries(Object.entries(entry).map(([key, value]) => [key, strange(value)]));
}

const FILLER = "~~~~~~~~~~~~~~~~~~~~";

/** What starts with a number keeps it, because numbers are no language. */
function bracketed(sentence: string): string {
  if (!/\p{Letter}/u.test(sentence)) return sentence;
  const letters = sentence.replace(/[a-zA-Z]/g, (letter) => STRANGE[letter] ?? letter);
  return `⟦${letters}${FILLER.slice(0, Math.ceil(sentence.length / 3))}⟧`;
}
