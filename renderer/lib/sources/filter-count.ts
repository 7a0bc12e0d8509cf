/** What a filter lets through, counted over the names the source has. */
import { includes } from "#shared/filter.ts";
import type { Preview } from "#shared/contract/sources.ts";
import type { SourceFilter } from "#shared/model/source.ts";
import { parseJson, type JsonText } from "#shared/json.ts";

export interface Candidate {
  /** As the source has it, without the prefix. */
  readonly name: string;
  readonly tags: readonly string[];
}

export interface FilterCount {
  readonly matched: readonly string[];
  readonly excluded: readonly string[];
}

/** @param preview of the source without any filter  @param mirrored what the source provides now */
export function candidatesOf(
  preview: Preview,
  mirrored: readonly { readonly name: string; readonly metadata?: JsonText | undefined }[],
  prefix: string,
): Candidate[] {
  const metadata = new Map(mirrored.map((register) => [register.name, register.metadata]));
  for (const { kind, name, afterMetadata } of preview.changes) {
    if (kind === "removed") metadata.delete(name);
    else metadata.set(name, afterMetadata);
  }
  return [...metadata].map(([name, of]) => ({
    name: name.startsWith(prefix) ? name.slice(prefix.length) : name,
    tags: tagsOf(of),
  }));
}

export function countFilter(filter: SourceFilter, candidates: readonly Candidate[]): FilterCount {
  const groups = Map.groupBy(candidates, (candidate) => isLetThrough(filter, candidate));
  const names = (isIn: boolean) => (groups.get(isIn) ?? []).map(({ name }) => name);
  return { matched: names(true), excluded: names(false) };
}

function isLetThrough({ names, includeTags, excludeTags }: SourceFilter, { name, tags }: Candidate): boolean {
  if (excludeTags.some((tag) => tags.includes(tag))) return false;
  if (includeTags.length > 0 && !includeTags.some((tag) => tags.includes(tag))) return false;
  return includes(names, name);
}

function tagsOf(metadata: JsonText | undefined): string[] {
  if (metadata === undefined) return [];
  const parsed = parseJson(metadata);
  if (typeof parsed !== "object" || parsed === null || !("tags" in parsed)) return [];
  const { tags } = parsed;
  return Array.isArray(tags) ? tags.filter((tag) => typeof tag === "string") : [];
}
