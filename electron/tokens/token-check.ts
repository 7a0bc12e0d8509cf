import { RegdeskError } from "#shared/errors.ts";
import type { Token, TokenBook, TokenWish } from "#shared/model/token.ts";

/** More than a site has devices, and few enough that each request can be held against all of them. */
export const MOST_TOKENS = 200;

/** @param now epoch milliseconds  @throws {RegdeskError} `TOKEN_EXISTS` or `TOKEN_INVALID` */
export function makeSureOfToken({ name, registers, expiresAt }: TokenWish, { tokens }: TokenBook, now: number): void {
  if (tokens.some((token) => token.name === name)) {
    const message = `There is a token “${name}” already; choose another name, or revoke that one first`;
    throw new RegdeskError("TOKEN_EXISTS", message);
  }
  if (tokens.length >= MOST_TOKENS) {
    throw invalid("name", `there are ${MOST_TOKENS} tokens already; revoke those that nobody uses`);
  }
  const last = registers.at(-1) ?? "-";
  if (!last.startsWith("-") && last !== "+*") {
    const sentence = `its registers end with ${last}, and what no pattern matches is included; end with -* to include nothing else, or with +* to include everything`;
    throw invalid("registers", sentence);
  }
  if (expiresAt !== undefined && expiresAt <= now) {
    const since = new Date(expiresAt).toISOString();
    throw invalid("expiresAt", `it would be expired since ${since}; choose a later end, or none`);
  }

  function invalid(path: string, sentence: string): RegdeskError {
    return new RegdeskError("TOKEN_INVALID", `Token “${name}”: ${sentence}`, { path });
  }
}

/** @param now epoch milliseconds */
export function isExpired({ expiresAt }: Pick<Token, "expiresAt">, now: number): boolean {
  return expiresAt !== undefined && expiresAt <= now;
}
