import { formatDuration } from "#shared/duration.ts";
import { jsonText } from "#shared/json.ts";
import type { Register } from "#shared/model/register.ts";
import { prettyJson } from "./value.ts";

/** A register as its provider reports it: what stands behind the name in `PUT /provider`, every digit kept. */
export function reportedJson({ value, metadata, ttl }: Register): string {
  const parts = [
    `"value":${value}`,
    metadata && `"metadata":${metadata}`,
    ttl && `"ttl":${jsonText(formatDuration(ttl))}`,
  ];
  return prettyJson(`{${parts.filter(Boolean).join(",")}}`);
}
