/** A filter as a technician thinks of it. The grammar includes what no pattern matches, so that `+boiler.*` alone lets
 *  everything through: whoever means “only these” must exclude the rest, which the form does for them. */
import type { Filter } from "#shared/filter.ts";

/** `ordered` is the grammar itself: what the other three cannot say. */
export const FILTER_KINDS = ["all", "only", "except", "ordered"] as const;
export type FilterKind = (typeof FILTER_KINDS)[number];

export interface FilterForm {
  readonly kind: FilterKind;
  /** One pattern a line; with a sign in front only where the order counts. */
  readonly patterns: string;
}

const NOTHING_ELSE = "-*";

export function formOfFilter(filter: Filter): FilterForm {
  if (filter.length === 0) return { kind: "all", patterns: "" };
  const bare = (patterns: Filter) => patterns.map((pattern) => pattern.slice(1)).join("\n");
  const [others, last] = [filter.slice(0, -1), filter.at(-1)];
  if (last === NOTHING_ELSE && others.length > 0 && others.every(isIncluding)) {
    return { kind: "only", patterns: bare(others) };
  }
  if (!filter.some(isIncluding)) return { kind: "except", patterns: bare(filter) };
  return { kind: "ordered", patterns: filter.join("\n") };
}

export function filterOfForm({ kind, patterns }: FilterForm): Filter {
  const lines = patternsIn(patterns);
  if (kind === "all") return [];
  if (kind === "only") return [...lines.map((line) => `+${line}`), NOTHING_ELSE];
  return kind === "except" ? lines.map((line) => `-${line}`) : lines;
}

/** The same filter, said in another way; what cannot be said so begins anew with the patterns that are there. */
export function withKind(form: FilterForm, kind: FilterKind): FilterForm {
  if (kind === "ordered" && form.kind !== "ordered") return { kind, patterns: filterOfForm(form).join("\n") };
  if (form.kind !== "ordered" || kind === "ordered") return { ...form, kind };
  const lines = patternsIn(form.patterns).filter((line) => line !== NOTHING_ELSE);
  return { kind, patterns: lines.map((line) => line.replace(/^[+-]/, "")).join("\n") };
}

export function patternsIn(lines: string): string[] {
  return lines
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

const isIncluding = (pattern: string) => pattern.startsWith("+");
