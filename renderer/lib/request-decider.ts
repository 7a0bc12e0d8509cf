/** Who decided a request, in the language of the window: the host tells rules and modes in English. */
import { text } from "./messages/messages.ts";

const RULE = /^rule “(.*)”$/su;
const MODES: Readonly<Record<string, "rules" | "pass-through">> = {
  "mode Rules only": "rules",
  "mode Pass-through": "pass-through",
};

export function deciderWords(decidedBy: string): string {
  const rule = RULE.exec(decidedBy)?.[1];
  if (rule !== undefined) return text.changes.done.rule(rule);
  const mode = MODES[decidedBy];
  return mode === undefined ? decidedBy : text.rules.modes.of(text.rules.modes[mode].name);
}
