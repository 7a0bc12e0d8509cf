/** What a terminal acts on instead of showing it: control and format characters, and line separators. */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Anything may stand in a text that came over the network; in a terminal it must not act. */
export function harmless(text: string): string {
  return text.replace(ACTING, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}

/** A register's name as one word: quoted when it would not be one. */
export function printable(name: string): string {
  return /^[^\s"\p{C}\p{Z}]+$/u.test(name) ? name : harmless(JSON.stringify(name));
}
