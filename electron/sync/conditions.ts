import type { SyncCondition, SyncError } from "#shared/model/sync.ts";

type ConditionType = SyncCondition["type"];

/** What is so now; when it became so is worked out from what was before. */
export type Observation = Omit<SyncCondition, "lastTransitionTime">;

/** Which condition an error is about. */
const ABOUT: Readonly<Record<SyncError["code"], ConditionType>> = {
  HandlerCreationFailed: "SourceAvailable",
  ValidationFailed: "SourceAvailable",
  FetchFailed: "SourceAvailable",
  DataInvalid: "DataValid",
  FilterFailed: "SyncSuccessful",
  StorageFailed: "SyncSuccessful",
};

/** The conditions with one more observed. `lastTransitionTime` moves only when the status does. */
export function observed(conditions: readonly SyncCondition[], now: number, ...next: Observation[]): SyncCondition[] {
  const byType = new Map(conditions.map((condition) => [condition.type, condition]));
  for (const observation of next) {
    const previous = byType.get(observation.type);
    const lastTransitionTime = previous?.status === observation.status ? previous.lastTransitionTime : now;
    byType.set(observation.type, { ...observation, lastTransitionTime });
  }
  return [...byType.values()];
}

/** What an error says of the source, of its document and of the sync as a whole. */
export function afterError({ code, class: failure, message }: SyncError): Observation[] {
  const type = ABOUT[code];
  const reason = failure === undefined ? code : `${code}-${failure}`;
  const failed: Observation = { type, status: "False", reason, message };
  const whole: Observation = { type: "SyncSuccessful", status: "False", reason: code, message };
  const ready: Observation = { type: "Ready", status: "False", reason: "error", message };
  // Whoever could not even ask does not know whether the data is valid; whoever got as far as the data could ask.
  const before: Observation[] = type === "SourceAvailable" ? [] : [AVAILABLE];
  return type === "SyncSuccessful" ? [...before, VALID, failed, ready] : [...before, failed, whole, ready];
}

export const AVAILABLE: Observation = {
  type: "SourceAvailable",
  status: "True",
  reason: "fetched",
  message: "The source answers.",
};

export const VALID: Observation = {
  type: "DataValid",
  status: "True",
  reason: "valid",
  message: "Its data can be read.",
};

/** Everything is as it should be. */
export const ALL_WELL: readonly Observation[] = [
  AVAILABLE,
  VALID,
  { type: "SyncSuccessful", status: "True", reason: "complete", message: "The last sync is complete." },
  { type: "APIReady", status: "True", reason: "served", message: "Its registers are being served." },
  { type: "Ready", status: "True", reason: "ready", message: "The source is up to date." },
];

export const IN_PROGRESS: Observation = {
  type: "Ready",
  status: "False",
  reason: "sync-in-progress",
  message: "A sync is under way.",
};

export const PAUSED: Observation = {
  type: "Ready",
  status: "False",
  reason: "paused",
  message: "The source is paused.",
};

export const HELD_BACK: Observation = {
  type: "Ready",
  status: "False",
  reason: "changes-held-back",
  message: "Changes held back: they would remove much, and were dismissed. Sync it by hand to be asked again.",
};

export function needsConfirmation(message: string): Observation {
  return { type: "Ready", status: "False", reason: "needs-confirmation", message };
}
