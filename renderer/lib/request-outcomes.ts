/** What became of requests that are over, gathered under the words a technician looks for, and found again by text. */
import type { FinishedCounts } from "#shared/contract/change-requests.ts";
import type { ChangeRequest, ChangeRequestState } from "#shared/model/change-request.ts";
import { requestFinder } from "#shared/request-words.ts";

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
export type OutcomeCounts = ReadonlyMap<OutcomeGroup, number>;

export function outcomeOf(state: ChangeRequestState): OutcomeGroup | undefined {
  return state === "recalled" || state === "cancelled" ? "withdrawn" : OUTCOMES.find((group) => group === state);
}

export function countOutcomes(requests: readonly ChangeRequest[]): OutcomeCounts {
  const counts = new Map<OutcomeGroup, number>();
  for (const { state } of requests) {
    const group = outcomeOf(state);
    if (group) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

/** The states that are gathered under a word. */
export function statesOf(group: OutcomeGroup): ChangeRequestState[] {
  return group === "withdrawn" ? ["recalled", "cancelled"] : [group];
}

/** How many there are under each word, of counts by state. */
export function gatherCounts(counts: FinishedCounts): OutcomeCounts {
  const gathered = OUTCOMES.map((group): [OutcomeGroup, number] => [
    group,
    statesOf(group).reduce((sum, state) => sum + (counts[state] ?? 0), 0),
  ]);
  return new Map(gathered.filter(([, count]) => count > 0));
}

/** The greater count of each: what the host has not counted yet may be known, and the other way round. */
export function greatestCounts(a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts {
  const counts = OUTCOMES.map((group): [OutcomeGroup, number] => [
    group,
    Math.max(a.get(group) ?? 0, b.get(group) ?? 0),
  ]);
  return new Map(counts.filter(([, count]) => count > 0));
}

/** @param query words that must all be found: in names, values, notes, and who asked or decided */
export function findRequests(
  requests: readonly ChangeRequest[],
  query: string,
  outcome: OutcomeGroup | undefined,
): ChangeRequest[] {
  const isFound = requestFinder(query);
  return requests.filter(
    (request) => (outcome === undefined || outcomeOf(request.state) === outcome) && isFound(request),
  );
}
