import { TOKEN_MARK } from "#shared/token-text.ts";
import { createHash, randomBytes } from "node:crypto";

/** Of 32 bytes in base64url. */
const LENGTH = 43;

/** A new token's text: 32 random bytes in base64url behind a mark. */
export function newSecret(): string {
  return TOKEN_MARK + randomBytes(32).toString("base64url");
}

/** Whether a text can be a token at all; if not, hashing it is not worth the while. */
export function isSecret(text: string): boolean {
  return text.length === TOKEN_MARK.length + LENGTH && text.startsWith(TOKEN_MARK);
}

export function hashOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}
