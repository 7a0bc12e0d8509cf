import { parseJson, type Json, type JsonText } from "#shared/json.ts";
import type { ChangeRequest } from "#shared/model/change-request.ts";
import { harmless, printable } from "./printable.ts";
import { textTable } from "./table.ts";

/** Change requests as programs read them: values as JSON, times as ISO 8601. */
export function changeRequestsAsJson(requests: readonly ChangeRequest[]): string {
  return JSON.stringify(requests.map(asJson));
}

function asJson(request: ChangeRequest) {
  const {
    value,
    previousValue,
    outcomeValue,
    requestedAt,
    expiresAt,
    decidedAt,
    deliverableAt,
    deliveredAt,
    outcomeAt,
    ...rest
  } = request;
  return {
    ...rest,
    value: parseJson(value),
    previousValue: json(previousValue),
    outcome: rest.outcome ?? null,
    outcomeValue: json(outcomeValue),
    requestedAt: iso(requestedAt),
    expiresAt: iso(expiresAt),
    decidedAt: iso(decidedAt),
    decidedBy: rest.decidedBy ?? null,
    note: rest.note ?? null,
    deliverableAt: iso(deliverableAt),
    deliveredAt: iso(deliveredAt),
    outcomeAt: iso(outcomeAt),
  };
}

function json(text: JsonText | undefined): Json {
  return text === undefined ? null : parseJson(text);
}

function iso(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}

/** One line a request, in columns. */
export function changeRequestsAsText(requests: readonly ChangeRequest[]): string {
  if (requests.length === 0) return "No change request is pending or in progress.\n";
  const rows = requests.map((request) => [
    request.id,
    stateOf(request),
    printable(request.register),
    change(request),
    request.requester.address,
    harmless(request.note ?? held(request)),
  ]);
  return textTable(["ID", "STATE", "REGISTER", "CHANGE", "REQUESTER", "NOTE"], rows);
}

/** Where it is on its way; what is approved for a register of a source goes to no device. */
export function stateOf({ state, source }: ChangeRequest): string {
  if (source === undefined) return state;
  return state === "deliverable" ? `waits for the run of ${source} to end` : `${state} (override)`;
}

/** Why no rule approved it. */
function held({ state, sourceInError }: ChangeRequest): string {
  if (state !== "pending" || sourceInError === undefined) return "";
  return `the last sync of ${sourceInError} had failed: approve it with --confirm`;
}

/** The difference a request would make, for example `20.5 -> 22`. */
export function change({
  previousValue = "(nobody provides it)",
  value,
}: {
  readonly value: string;
  readonly previousValue?: string | undefined;
}): string {
  return `${brief(previousValue)} -> ${brief(value)}`;
}

function brief(text: string): string {
  return harmless(text.length <= 40 ? text : `${text.slice(0, 39)}…`);
}
