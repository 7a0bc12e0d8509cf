import { CONTENT_SECURITY_POLICY } from "#shared/content-security.ts";

/** Sent with every answer of the window's own scheme, refusals too. */
export const SECURITY_HEADERS = {
  "content-security-policy": CONTENT_SECURITY_POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
} as const;
