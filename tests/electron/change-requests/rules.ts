/** Rules as tests need them: each about everything, unless told otherwise. */
import { Rule, type Rule as RuleModel } from "#shared/model/gate.ts";

export type GivenRule = Omit<Partial<RuleModel>, "id"> & { readonly id?: string };

export function aRule({ action = "approve", name = "Night", id = name, ...given }: GivenRule = {}): RuleModel {
  return Rule.parse({ id, name, action, ...given });
}

/** A filter that includes nothing but these. */
export function only(...globs: readonly string[]): string[] {
  return [...globs.map((glob) => `+${glob}`), "-*"];
}
