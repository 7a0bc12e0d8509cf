/** What the metadata keys the window understands mean, in words. */
import type { Register } from "#shared/model/register.ts";
import { text } from "./messages/messages.ts";
import { metadataOf } from "./metadata.ts";

/** Nothing for a key that is the provider's own. */
export function explanationOf(key: string): string | undefined {
  const { keys } = text.inspector.metadata;
  return Object.hasOwn(keys, key) ? keys[key as keyof typeof keys] : undefined;
}

/** What its provider calls a register, for people. */
export function labelOf(register: Pick<Register, "metadata">): string | undefined {
  const metadata = metadataOf(register);
  const label = Object.hasOwn(metadata, "label") ? metadata["label"] : undefined;
  return typeof label === "string" && label.trim() !== "" ? label : undefined;
}
