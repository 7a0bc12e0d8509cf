import type { Register } from "#shared/model/register.ts";

export type Matches = (register: Register) => boolean;

/** Plain text over name, value and metadata: every word must be found somewhere, capitals or not. */
export function matcher(query: string): Matches | undefined {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  return (register) => {
    const text = `${register.name}\n${register.value}\n${register.metadata ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
}
