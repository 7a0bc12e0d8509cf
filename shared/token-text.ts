/** What tells a token from any other text, so that it can be found where it must not be. */
export const TOKEN_MARK = "rdt_";
const ANYWHERE = new RegExp(`${TOKEN_MARK}[\\w-]{8,}`, "g");

/** A text without the tokens in it. */
export function withoutTokens(text: string): string {
  return text.includes(TOKEN_MARK) ? text.replaceAll(ANYWHERE, `${TOKEN_MARK}…`) : text;
}
