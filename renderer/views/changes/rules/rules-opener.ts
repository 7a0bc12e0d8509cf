import { createContext } from "svelte";
import type { Rule } from "#shared/model/gate.ts";

/** Opens the rules, with the form of a suggested one. */
export type RulesOpener = (suggested: Rule) => void;

export const [getRulesOpener, setRulesOpener] = createContext<RulesOpener>();
