import { STATUS_CODES } from "node:http";
import type { Clock } from "#shared/clock.ts";
import type { FetchFailure } from "#shared/model/sync.ts";
import { FetchError } from "./fetch-error.ts";

interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
}

const MEANINGS: Readonly<Record<number, readonly [FetchFailure, string]>> = {
  401: ["auth", "give the source a user, password or token that is valid there"],
  403: ["auth", "have its credentials allowed to read there"],
  404: ["not-found", "check the address"],
  407: ["auth", "ask whoever runs the proxy in between for access"],
  408: ["timeout", "try again later"],
  410: ["not-found", "it was removed for good, give another address"],
  429: ["rate-limit", "it is asked too often, sync it less often"],
  504: ["timeout", "try again later"],
};
const FAULT_HERE = ["other", "check the address and what is served there"] as const;
const FAULT_THERE = ["other", "the fault is there, try again later"] as const;

/** What an answer that is no success means. @param place who answered, as it may be shown */
export function refusedBy(place: string, { status, headers }: Answer, clock: Clock): FetchError {
  const phrase = STATUS_CODES[status] === undefined ? "" : ` ${STATUS_CODES[status]}`;
  const retryAfter = retryAfterIn(headers, clock);
  const isBusy = status === 503 && retryAfter !== undefined;
  const [failure, cure] = MEANINGS[isBusy ? 429 : status] ?? (status < 500 ? FAULT_HERE : FAULT_THERE);
  return new FetchError(failure, `${place} answered ${status}${phrase}; ${cure}.`, {
    retryAfter: failure === "rate-limit" ? retryAfter : undefined,
  });
}

/** Source: RFC 9110, 10.2.3: seconds, or a date by the server's clock. @returns milliseconds */
function retryAfterIn(headers: Answer["headers"], clock: Clock): number | undefined {
  const value = headers.get("retry-after")?.trim();
  if (value === undefined || value === "") return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1_000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const now = Date.parse(headers.get("date") ?? "");
  return Math.max(0, until - (Number.isNaN(now) ? clock.now() : now));
}
