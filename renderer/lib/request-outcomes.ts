/** What became of requests that are over, gathered under the words a technician looks for, and found again by text. */
import type { ChangeRequest, ChangeRequestState } from "#shared/model/change-request.ts";
import { plainText } from "./value.ts";

export const OUTCOMES = [
  "applied",
  "applied-differently",
  "unchanged",
  "not-picked-up",
  "denied",
  "expired",
  "superseded",
  "withdrawn",
] as const;
export type OutcomeGroup = (typeof OUTCOMES)[number];

export function outcomeOf(state: ChangeRequestState): OutcomeGroup | undefined {
  return state === "recalled" || state === "cancelled" ? "withdrawn" : OUTCOMES.find((group) => group === state);
}

export function countOutcomes(requests: readonly ChangeRequest[]): ReadonlyMap<OutcomeGroup, number> {
  const counts = new Map<OutcomeGroup, number>();
  for (const { state } of requests) {
    const group = outcomeOf(state);
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

/** @param query words that must all be found: in names, values, notes, and who asked or decided */
export function findRequests(
  requests: readonly ChangeRequest[],
  query: string,
  outcome: OutcomeGroup | undefined,
): ChangeRequest[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return requests.filter(
    (request) =>
      (outcome === undefined || outcomeOf(request.state) === outcome) &&
      (words.length === 0 || holdsAll(wordsOf(request), words)),
  );
}

const holdsAll = (text: string, words: readonly string[]) => words.every((word) => text.includes(word));

function wordsOf({ id, register, device, value, outcomeValue, requester, decidedBy, note }: ChangeRequest): string {
  const { address, person, userAgent } = requester;
  return [
    ...[id, register, device, plainText(value), outcomeValue && plainText(outcomeValue)],
    ...[address, person, userAgent, decidedBy, note],
  ]
    .filter(Boolean)
    .join("\n")
    .toLowerCase();
}
