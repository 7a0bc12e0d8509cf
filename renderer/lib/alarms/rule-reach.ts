/** Which registers a rule by name is about, of those that there are now. */
import { matchesGlob } from "#shared/glob.ts";
import type { Register } from "#shared/model/register.ts";
import { unitOf } from "../metadata.ts";

/** Those of devices alone: what a source brings raises no alarm. */
export function matchedBy(globs: readonly string[], registers: readonly Register[]): Register[] {
  return registers.filter(({ name, source }) => source === undefined && globs.some((glob) => matchesGlob(glob, name)));
}

/** The units they count in, each once. */
export function unitsOf(globs: readonly string[], registers: readonly Register[]): string[] {
  const units = matchedBy(globs, registers).map((register) => unitOf(register));
  return [...new Set(units.filter((unit) => unit !== undefined))];
}
