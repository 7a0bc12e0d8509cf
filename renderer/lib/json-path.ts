/** Paths into a JSON value, written as `jq` reads them: `.stages[2].temp`, `.["odd key"]`. */
import { membersOf } from "./json-members.ts";

export type Step = string | number;

const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** The whole value is `.`. */
export function formatPath(steps: readonly Step[]): string {
  const text = steps.map(formatStep).join("");
  return text.startsWith(".") ? text : `.${text}`;
}

function formatStep(step: Step): string {
  if (typeof step === "number") return `[${step}]`;
  return PLAIN_KEY.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`;
}

/** The text at a path; nothing when there is none. Of members with the same key the last counts, as parsers have it. */
export function valueAt(text: string, steps: readonly Step[]): string | undefined {
  let found: string | undefined = text;
  for (const step of steps) {
    if (found === undefined) return undefined;
    found = membersOf(found).findLast(({ key }) => key === step)?.text;
  }
  return found;
}

/** The paths to all numbers and booleans in a value, the first `most` of them: what can be plotted. */
export function plottablePaths(text: string, most: number): (readonly Step[])[] {
  const found: (readonly Step[])[] = [];
  const walk = (value: string, path: readonly Step[]): void => {
    if (/^[-\dtf]/.test(value)) found.push(path);
    for (const { key, text: child } of membersOf(value)) {
      if (found.length >= most) return;
      walk(child, [...path, key]);
    }
  };
  walk(text, []);
  return found;
}
