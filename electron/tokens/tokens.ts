/** Access tokens: which there are, what each allows, and whether whoever uses the listener must show one. Nothing here knows
 *  how a token comes over the wire, nor what the registers are. */
import type { Clock, Timer } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import { JsonText } from "#shared/json.ts";
import type { Activity } from "#shared/model/activity.ts";
import type { KeptToken, Token, TokenBook, TokenName, TokenScope, TokenWish } from "#shared/model/token.ts";
import { timingSafeEqual } from "node:crypto";
import { hashOf, isSecret, newSecret } from "./secret.ts";
import { isExpired, makeSureOfToken } from "./token-check.ts";

/** How often the last use of tokens is stored, in milliseconds. */
const STORE_USES_EVERY = 60_000;
/** How long it counts that somebody sent without a token, in milliseconds, and of how many it is known. */
const MISSED_FOR = 300_000;
const MISSED_KEPT = 500;
/** How many revoked tokens are told from unknown ones. */
const REVOKED_KEPT = 200;

const ALL_SCOPES: readonly TokenScope[] = ["provide", "consume", "request"];

/** What keeps tokens over a restart, and the audit of their changes. */
export interface TokenStore {
  /** @throws {RegdeskError} `STORE_UNAVAILABLE`; then nothing of it is stored */
  append(activity: readonly Activity[], write: { readonly tokens: TokenBook }): Promise<void>;
}

/** What a token allows who shows it. */
export interface Grant {
  /** Absent for the host's own programs. */
  readonly name?: TokenName;
  readonly hash?: string;
  readonly scopes: readonly TokenScope[];
  readonly registers: readonly string[];
  readonly expiresAt?: number | undefined;
}

/** What a shown text is: a token that counts, or why not, as a sentence for the technician only. */
export type Judgement = { readonly grant: Grant } | { readonly fault: string };

interface Use {
  readonly at: number;
  readonly from: string;
}

interface Changed<Told> {
  readonly book: TokenBook;
  readonly activity: readonly Activity[];
  readonly told: Told;
}

/** A change counts once it is stored. Those who listen hear of it, and of a token that expires. */
export class Tokens implements AsyncDisposable {
  readonly #store: TokenStore;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  /** Of the host's own programs; known to nobody else, and gone with the host. */
  readonly #passes = new Map<string, Grant>();
  readonly #uses = new Map<string, Use>();
  /** When each address last sent without a token that counts, while none was needed. The latest last. */
  readonly #missed = new Map<string, number>();
  #book: TokenBook;
  #digests: readonly { readonly token: KeptToken; readonly digest: Buffer }[] = [];
  /** Changes are made one after the other, each on what the one before it left. */
  #turn: Promise<unknown> = Promise.resolve();
  #expiry: Timer | undefined;
  #storing: Timer | undefined;

  constructor(store: TokenStore, clock: Clock, stored: TokenBook) {
    this.#store = store;
    this.#clock = clock;
    this.#book = stored;
    this.#read(stored);
  }

  get isRequired(): boolean {
    return this.#book.isRequired;
  }

  all(): Token[] {
    return this.#book.tokens.map((token) => withoutHash(this.#withUse(token)));
  }

  /** What a text is that was shown as a token. Takes as long whichever it is. */
  judge(secret: string): Judgement {
    if (!isSecret(secret)) return { fault: "what was shown is not a token of Regdesk" };
    const hash = hashOf(secret);
    const pass = this.#passes.get(hash);
    if (pass !== undefined) return { grant: pass };
    const digest = Buffer.from(hash, "hex");
    let found: KeptToken | undefined;
    for (const known of this.#digests) if (timingSafeEqual(known.digest, digest)) found = known.token;
    if (found === undefined) return { fault: this.#strangeness(hash) };
    if (!isExpired(found, this.#clock.now())) return { grant: found };
    return { fault: `the token “${found.name}” expired at ${new Date(found.expiresAt ?? 0).toISOString()}` };
  }

  /** Whether what a token allowed is allowed still. */
  isGood(grant: Grant): boolean {
    if (grant.name === undefined) return true;
    const isKnown = this.#book.tokens.some(({ hash }) => hash === grant.hash);
    return isKnown && !isExpired(grant, this.#clock.now());
  }

  /** Remembers that a token was shown; it is stored by and by. */
  used(grant: Grant, from: string): void {
    if (grant.name === undefined) return;
    this.#uses.set(grant.name, { at: this.#clock.now(), from });
    this.#storing ??= this.#clock.after(STORE_USES_EVERY, () => {
      this.#storing = undefined;
      void this.#storeUses();
    });
  }

  /** Call for a request without a token that counts, where none is needed. */
  missed(from: string): void {
    this.#missed.set(from, this.#clock.now());
    if (this.#missed.size <= MISSED_KEPT) return;
    const [first] = this.#missed.keys();
    if (first !== undefined) this.#missed.delete(first);
  }

  /** The addresses that sent without a token within the last minutes: who would be refused. */
  missedLately(): string[] {
    const since = this.#clock.now() - MISSED_FOR;
    return [...this.#missed].filter(([, at]) => at > since).map(([from]) => from);
  }

  /** Lets a program of the host itself in, until the host stops. @returns the text it shows */
  passFor(): string {
    const secret = newSecret();
    this.#passes.set(hashOf(secret), { scopes: ALL_SCOPES, registers: [] });
    return secret;
  }

  /** @returns the token's text, which is told this once and kept nowhere
   *  @throws {RegdeskError} `TOKEN_EXISTS`, `TOKEN_INVALID`, `STORE_UNAVAILABLE` */
  async add(wish: TokenWish, by: string): Promise<{ readonly token: Token; readonly secret: string }> {
    const secret = newSecret();
    const token = await this.#change((before, at) => {
      makeSureOfToken(wish, before, at);
      const scopes = ALL_SCOPES.filter((scope) => wish.scopes.includes(scope));
      const added: KeptToken = { ...wish, scopes, createdAt: at, createdBy: by, hash: hashOf(secret) };
      const book = { ...before, tokens: [...before.tokens, added] };
      return { book, activity: [addition(added)], told: added };
    });
    return { token: withoutHash(token), secret };
  }

  /** @throws {RegdeskError} `TOKEN_NOT_FOUND`, `STORE_UNAVAILABLE` */
  async revoke(name: TokenName, by: string): Promise<void> {
    await this.#change((before, at) => {
      const gone = before.tokens.find((token) => token.name === name);
      if (gone === undefined) {
        const message = `There is no token “${name}”; \`regdesk tokens\` lists those there are`;
        throw new RegdeskError("TOKEN_NOT_FOUND", message);
      }
      const revoked = [...before.revoked, { name, hash: gone.hash, revokedAt: at }].slice(-REVOKED_KEPT);
      const book = { ...before, tokens: before.tokens.filter((token) => token !== gone), revoked };
      return { book, activity: [{ kind: "token-changed", at, by, change: "revoked", name }], told: undefined };
    });
  }

  /** @throws {RegdeskError} `STORE_UNAVAILABLE` */
  async require(isRequired: boolean, by: string): Promise<void> {
    await this.#change((before, at) => {
      const isSame = before.isRequired === isRequired;
      const activity: Activity[] = isSame ? [] : [{ kind: "tokens-switched", at, by, to: isRequired ? "on" : "off" }];
      return { book: { ...before, isRequired }, activity, told: undefined };
    });
  }

  /** @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#expiry?.cancel();
    this.#storing?.cancel();
    await (this.#storing === undefined ? this.#turn : this.#storeUses());
  }

  #change<Told>(change: (before: TokenBook, at: number) => Changed<Told>): Promise<Told> {
    const made = this.#turn.then(async () => {
      const { book, activity, told } = change(this.#withUses(), this.#clock.now());
      if (activity.length > 0) await this.#keep(book, activity);
      return told;
    });
    this.#turn = made.catch(() => undefined); // whoever asked for it hears why it failed
    return made;
  }

  async #keep(book: TokenBook, activity: readonly Activity[]): Promise<void> {
    await this.#store.append(activity, { tokens: book });
    this.#book = book;
    this.#read(book);
    this.#tell();
  }

  #storeUses(): Promise<unknown> {
    const stored = this.#turn.then(() => this.#store.append([], { tokens: this.#withUses() }));
    this.#turn = stored.catch((error: unknown) => {
      if (!(error instanceof RegdeskError)) throw error; // the condition says that nothing can be stored
    });
    return this.#turn;
  }

  /** The host's wall clock counts, so a laptop that slept finds the token expired by the next request at the latest. */
  #read({ tokens }: TokenBook): void {
    this.#digests = tokens.map((token) => ({ token, digest: Buffer.from(token.hash, "hex") }));
    this.#expiry?.cancel();
    const now = this.#clock.now();
    const ends = tokens.map(({ expiresAt = 0 }) => expiresAt).filter((end) => end > now);
    if (ends.length === 0) return;
    this.#expiry = this.#clock.after(Math.min(...ends) - now, () => {
      this.#read(this.#book);
      this.#tell();
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #strangeness(hash: string): string {
    const gone = this.#book.revoked.find((token) => token.hash === hash);
    if (gone === undefined) return "the token is unknown here";
    return `the token “${gone.name}” was revoked at ${new Date(gone.revokedAt).toISOString()}`;
  }

  #withUses(): TokenBook {
    return { ...this.#book, tokens: this.#book.tokens.map((token) => this.#withUse(token)) };
  }

  #withUse(token: KeptToken): KeptToken {
    const use = this.#uses.get(token.name);
    return use === undefined ? token : { ...token, lastUsedAt: use.at, lastUsedFrom: use.from };
  }
}

/** Says all that the token allows: whoever reads it years later has the token no more. */
function addition({ name, scopes, registers, expiresAt, createdAt: at, createdBy: by }: KeptToken): Activity {
  const after = JsonText.parse(JSON.stringify({ scopes, registers, expiresAt }));
  return { kind: "token-changed", at, by, change: "added", name, after };
}

function withoutHash({ hash: _hash, ...token }: KeptToken): Token {
  return token;
}
