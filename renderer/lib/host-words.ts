/** What the host says, in the language of the window. An English window shows the host's own words: they name paths and
 *  numbers. Another one shows what its catalogue has for the host's code, and else the host's words all the same. */
import type { Condition } from "#shared/model/host-status.ts";
import { text } from "./messages/messages.ts";

export function conditionSentence({ reason, message }: Pick<Condition, "reason" | "message">): string {
  return inLanguage(text.host.conditions, reason) ?? message;
}

/** Why devices cannot be listened for somewhere. */
export function obstacleSentence({ reason, message }: { readonly reason: string; readonly message: string }): string {
  return inLanguage(text.host.obstacles, reason) ?? message;
}

/** Why a recording ended by itself. */
export function endingSentence({ reason, message }: { readonly reason: string; readonly message: string }): string {
  return inLanguage(text.host.endings, reason) ?? message;
}

/** The host's errors carry a sentence for the technician, and so do ours. Where only the host knows what exactly is wrong,
 *  the catalogue's sentence ends in a colon and the host's words follow. */
export function errorSentence(error: unknown): string {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const sentence = inLanguage(text.host.refusals, code);
  return sentence?.endsWith(":") ? `${sentence} ${message}` : (sentence ?? message);
}

/** The same of what was to be read only: that nothing was stored is beside the point then, and the host says what is wrong. */
export function readingSentence(error: unknown): string {
  return codeOf(error) === "STORE_UNAVAILABLE" && error instanceof Error ? error.message : errorSentence(error);
}

/** The host's code of a refusal; empty when it is none. */
export function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

function inLanguage(sentences: Readonly<Record<string, string>>, code: string): string | undefined {
  return text.language === "en" || !Object.hasOwn(sentences, code) ? undefined : sentences[code];
}
