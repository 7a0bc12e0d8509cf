import { readFileSync } from "node:fs";
import { RegdeskError } from "#shared/errors.ts";
import { Rule } from "#shared/model/gate.ts";

/** Rules as `regdesk rules list --json` prints them. @throws {RegdeskError} `RULE_INVALID` */
export function rulesInFile(path: string): Rule[] {
  const stored = parsed(path);
  if (!Array.isArray(stored)) throw unreadable(path, "it holds no JSON array");
  return stored.map((candidate: unknown, index) => {
    const rule = Rule.safeParse(withTimeAsNumber(candidate));
    if (rule.success) return rule.data;
    const [issue] = rule.error.issues;
    throw unreadable(path, `rule ${index + 1}, ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "it cannot be"}`);
  });
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined && !(error instanceof SyntaxError)) throw error;
    throw unreadable(path, code ?? "it is not JSON", error);
  }
}

/** In print times are ISO 8601, and what has no end has null. */
function withTimeAsNumber(rule: unknown): unknown {
  if (typeof rule !== "object" || rule === null || !("activeUntil" in rule)) return rule;
  const { activeUntil, ...rest } = rule;
  if (activeUntil === null) return rest;
  return { ...rest, activeUntil: typeof activeUntil === "string" ? Date.parse(activeUntil) : activeUntil };
}

function unreadable(path: string, why: string, cause?: unknown): RegdeskError {
  const message = `The rules in ${path} cannot be used: ${why}; \`regdesk rules list --json\` shows how they are written`;
  return new RegdeskError("RULE_INVALID", message, { cause });
}
