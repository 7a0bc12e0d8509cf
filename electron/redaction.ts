import { withoutTokens } from "#shared/token-text.ts";
import { homedir, hostname, userInfo } from "node:os";
import { isIPv4, isIPv6 } from "node:net";

/** Anything that might be an address; `isIPv4` and `isIPv6` decide. */
const PERHAPS_ADDRESS =
  /(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)|[\da-f]*:[\da-f:]+(?:\.\d{1,3}){0,3}(?:%\w+)?)(?![\w.]*\w:)/gi;
/** Everybody has these, and they tell nothing. */
const HARMLESS = new Set(["127.0.0.1", "0.0.0.0", "::1", "::", "255.255.255.255"]);
const SECRETS = "(?:authorization|token|password|passphrase|secret|api[-_]?key)";
/** In JSON, perhaps in a text of JSON: everything up to the end of the text. */
const QUOTED = new RegExp(`(${SECRETS}\\\\*"\\s*:\\s*\\\\*")[^"\\\\]*(?:\\\\.[^"\\\\]*)*`, "gi");
/** In a header, an address or a sentence. */
const UNQUOTED = new RegExp(`(${SECRETS}"?\\s*[:=]\\s*)(?:(?:bearer|basic|digest)\\s+)?[^\\s"&,}\\\\[{]+`, "gi");
/** Who somebody is, in front of the host of an address. */
const IN_ADDRESS = /\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"]+@/gi;

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
    const withoutSecrets = withoutTokens(text)
      .replace(QUOTED, "$1[removed]")
      .replace(UNQUOTED, "$1[removed]")
      .replace(IN_ADDRESS, "$1[removed]@");
    if (this.#withAddresses) return withoutSecrets;
    const withoutPeople = this.#private.reduce((rest, [found, shown]) => rest.replaceAll(found, shown), withoutSecrets);
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
