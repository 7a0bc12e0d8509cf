import { z } from "zod";
import { Filter } from "../filter.ts";

/** What a token lets a client do: report registers and take their change requests, read registers, ask for changes. */
export const TokenScope = z.enum(["provide", "consume", "request"]);
export type TokenScope = z.infer<typeof TokenScope>;

export const TokenName = z
  .string()
  .trim()
  .min(1, "a token needs a name, because the audit names it")
  .max(64)
  .regex(/^[^\p{C}]*$/u, "a token's name is one line of text")
  .brand<"TokenName">();
export type TokenName = z.infer<typeof TokenName>;

/** What whoever shows the token may do, and until when. Times are epoch milliseconds. */
export const Token = z.object({
  name: TokenName,
  scopes: z.array(TokenScope).min(1, "a token needs a scope: provide, consume or request").max(3),
  /** By the register's name; like a rule's it may not end with a pattern that includes, unless that is `+*`. */
  registers: Filter.default([]),
  /** Absent means for good. */
  expiresAt: z.number().optional(),
  createdAt: z.number(),
  createdBy: z.string(),
  lastUsedAt: z.number().optional(),
  /** The address it was last shown from. */
  lastUsedFrom: z.string().optional(),
});
export type Token = z.infer<typeof Token>;

/** A token to be made. */
export const TokenWish = Token.pick({ name: true, scopes: true, registers: true, expiresAt: true });
export type TokenWish = z.infer<typeof TokenWish>;

const TokenHash = z.string().regex(/^[\da-f]{64}$/, "a hash is 64 hexadecimal digits");

/** A token as it is kept. Of its secret there is nothing but the SHA-256: 32 random bytes cannot be guessed, so the slow hash
 *  that passwords need would cost every request and gain nothing. */
export const KeptToken = Token.extend({ hash: TokenHash });
export type KeptToken = z.infer<typeof KeptToken>;

/** One that counts no more; kept so that whoever still shows it can be told from a stranger. */
export const RevokedToken = z.object({ name: TokenName, hash: TokenHash, revokedAt: z.number() });
export type RevokedToken = z.infer<typeof RevokedToken>;

/** All that is kept of tokens. */
export const TokenBook = z.object({
  /** Whether whoever uses the listener must show one. */
  isRequired: z.boolean().default(false),
  tokens: z.array(KeptToken).default([]),
  /** The latest last. */
  revoked: z.array(RevokedToken).default([]),
});
export type TokenBook = z.infer<typeof TokenBook>;
