/** Sets a setting back to what a new Regdesk has, wherever it is kept. */
import type { AppState } from "../../state/app.ts";
import type { Resets } from "./rows.ts";

/** The same as the model's own. In milliseconds. */
const GATE_LIMITS = { grace: 5_000, decision: 900_000, pickUp: 900_000 } as const;

type States = Pick<AppState, "preferences" | "settings" | "gate" | "toasts">;

export function isDefault({ preferences, settings, gate }: States, resets: Resets): boolean {
  if ("preference" in resets) return preferences.isDefault(resets.preference);
  if ("setting" in resets) return settings.isDefault(resets.setting);
  const { policy } = gate;
  if (!policy) return true;
  if (resets.gate === "mode") return policy.mode === "ask";
  if (resets.gate === "denyNote") return !policy.denyNoteRequired;
  return policy.limits[resets.gate] === GATE_LIMITS[resets.gate];
}

export function reset({ preferences, settings, gate, toasts }: States, resets: Resets): void {
  if ("preference" in resets) preferences.reset(resets.preference);
  else if ("setting" in resets) settings.reset(resets.setting);
  else if (resets.gate === "mode") gate.setMode("ask").catch(toasts.fail);
  else if (resets.gate === "denyNote") void gate.setDenyNoteRequired(false);
  else void gate.setLimits({ [resets.gate]: GATE_LIMITS[resets.gate] });
}
