import { matchesGlob } from "#shared/glob.ts";
import type { RegisterName } from "#shared/model/register.ts";
import type { SourceFilter } from "#shared/model/source.ts";
import type { Skipped } from "#shared/model/sync.ts";
import { isTooLong, pathOf, type DocumentRegister } from "./document-register.ts";

/** What of a document is mirrored, under the names it gets here. */
export interface Selected {
  readonly registers: ReadonlyMap<RegisterName, DocumentRegister>;
  /** Those whose name became too long, or has half a letter. */
  readonly skipped: readonly Skipped[];
}

/** Applies the filter to the names as the source has them, then puts the prefix before them. */
export function select(
  registers: ReadonlyMap<string, DocumentRegister>,
  filter: SourceFilter,
  prefix: string,
): Selected {
  const isNamed = nameFilter(filter.names);
  const isTagged = tagFilter(filter);
  const selected = new Map<RegisterName, DocumentRegister>();
  const skipped: Skipped[] = [];
  for (const [name, register] of registers) {
    if (!isTagged(register.tags) || !isNamed(name)) continue;
    const prefixed = prefix + name;
    const fault = faultIn(prefixed);
    if (fault === undefined) selected.set(prefixed as RegisterName, register);
    else skipped.push({ name, message: `${pathOf(prefixed)}: ${fault}` });
  }
  return { registers: selected, skipped };
}

/** What is wrong with the name that a register would get here. */
function faultIn(name: string): string | undefined {
  if (isTooLong(name)) return "the name is too long with its prefix; shorten the prefix";
  // It could not be stored under its name, but under that of another register.
  return name.isWellFormed() ? undefined : "the name has half of a surrogate pair, which is no letter; write it whole";
}

/** The same as `includes` of the filter grammar, prepared for a hundred thousand names. */
function nameFilter(patterns: SourceFilter["names"]): (name: string) => boolean {
  const rules = patterns.map((pattern) => ({
    isIncluding: pattern.startsWith("+"),
    matches: matcher(pattern.slice(1)),
  }));
  return (name) => rules.find(({ matches }) => matches(name))?.isIncluding ?? true;
}

/** Most globs are a text, or one with a star at one end, and need no search. */
function matcher(glob: string): (name: string) => boolean {
  if (!/[*?]/.test(glob)) return (name) => name === glob;
  const inner = glob.slice(1, -1);
  // Half a character at the glob's edge must not match half of one in a name.
  const isSimple = !/[*?]/.test(inner) && glob.isWellFormed();
  if (isSimple && glob.endsWith("*") && !/^[*?]/.test(glob)) return (name) => name.startsWith(glob.slice(0, -1));
  if (isSimple && glob.startsWith("*") && glob.length > 1 && !/[*?]$/.test(glob)) {
    return (name) => name.endsWith(glob.slice(1));
  }
  return (name) => matchesGlob(glob, name);
}

function tagFilter({ includeTags, excludeTags }: SourceFilter): (tags: readonly string[]) => boolean {
  const included = new Set(includeTags);
  const excluded = new Set(excludeTags);
  return (tags) =>
    !tags.some((tag) => excluded.has(tag)) && (included.size === 0 || tags.some((tag) => included.has(tag)));
}
