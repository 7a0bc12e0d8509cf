import { homedir, hostname, userInfo } from "node:os";
import { isIPv4, isIPv6 } from "node:net";

/** Anything that might be an address; `isIPv4` and `isIPv6` decide. */
const PERHAPS_ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)|[\da-f]*:[\da-f:]+(?:\.\d{1,3}){0,3}(?:%\w+)?)(?![\w.]*\w:)/gi;
/** Everybody has these, and they tell nothing. */
const HARMLESS = new Set(["127.0.0.1", "0.0.0.0", "::1", "::", "255.255.255.255"]);
const TOKENS = /(#token=|"?(?:authorization|token|password|secret)"?\s*[:=]\s*"?(?:bearer\s+)?)[^\s"&,}]+/gi;

/** Takes out of a text what must not leave the site. The same address has the same stand-in everywhere, so that who did what
 *  can still be followed. */
export class Redaction {
  readonly #withAddresses: boolean;
  readonly #standIns = new Map<string, string>();
  readonly #private: readonly (readonly [found: string, shown: string])[];

  constructor({ withAddresses }: { readonly withAddresses: boolean }) {
    this.#withAddresses = withAddresses;
    const known = [
      [homedir(), "~"],
      [hostname(), "this-machine"],
      [userNameHere(), "user"],
    ] as const;
    this.#private = known.filter(([found]) => found.length > 3);
  }

  apply(text: string): string {
    const withoutTokens = text.replace(TOKENS, (_all, before: string) => `${before}[removed]`);
    if (this.#withAddresses) return withoutTokens;
    const withoutPeople = this.#private.reduce((rest, [found, shown]) => rest.replaceAll(found, shown), withoutTokens);
    return withoutPeople.replace(PERHAPS_ADDRESS, (found) => this.#standIn(found));
  }

  #standIn(found: string): string {
    const address = found
      .toLowerCase()
      .replace(/%\w+$/, "")
      .replace(/^::ffff:(?=\d+\.)/, "");
    if (HARMLESS.has(address) || !(isIPv4(address) || isIPv6(address))) return found;
    const known = this.#standIns.get(address) ?? `address-${this.#standIns.size + 1}`;
    this.#standIns.set(address, known);
    return known;
  }
}

/** In a container a process may run under a number that nobody gave a name. */
function userNameHere(): string {
  try {
    return userInfo().username;
  } catch {
    return "";
  }
}
