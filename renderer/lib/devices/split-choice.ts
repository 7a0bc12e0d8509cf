/** Which registers are to be a device of their own: names and patterns, one a line, as they are written. */
import { matchesGlob } from "#shared/glob.ts";
import { text } from "../messages/messages.ts";

/** As many as the host takes. */
export const MOST_LINES = 100;

export function linesOf(written: string): string[] {
  return [...new Set(written.split(/\r?\n/).filter((line) => line.trim() !== ""))];
}

export function isChosen(lines: readonly string[], name: string): boolean {
  return lines.some((line) => matchesGlob(line, name));
}

/** Ticks a register, or takes its line away. What a pattern brought stays: the pattern is to be changed instead. */
export function ticked(written: string, name: string, isIn: boolean): string {
  const lines = linesOf(written).filter((line) => line !== name);
  return (isIn ? [...lines, name] : lines).join("\n");
}

/** What keeps it from being done, in words. */
export function splitProblem(name: string, lines: readonly string[], names: readonly string[]): string | undefined {
  const t = text.device.split.problems;
  const chosen = names.filter((register) => isChosen(lines, register)).length;
  if (lines.length > MOST_LINES) return t.many(MOST_LINES);
  if (chosen === 0) return t.none;
  if (chosen === names.length) return t.all;
  return name.trim() === "" ? t.name : undefined;
}
