/** What the host says about syncs, in the language of the window. */
import type { FetchFailure, SyncError, SyncReason, SyncRun } from "#shared/model/sync.ts";
import { text } from "../messages/messages.ts";
import { span } from "../time.ts";

/** Why a sync failed. An English window shows the host's own words: they name addresses and lines. */
export function syncErrorSentence(error: SyncError): string {
  if (text.language === "en") return error.message;
  return error.class === undefined ? text.sources.errors.codes[error.code] : text.sources.errors.classes[error.class];
}

/** The fault in two or three words. */
export function syncErrorTitle({ code, class: kind }: SyncError): string {
  return kind === undefined ? text.sources.errors.codeTitles[code] : text.sources.errors.classTitles[kind];
}

/** What mends it: another try, or a look at what was entered. */
export type Mend = "run" | "connection" | "secret" | "filter" | "status";

const MENDS: Readonly<Record<FetchFailure, Mend>> = {
  dns: "connection",
  refused: "run",
  timeout: "run",
  auth: "secret",
  "not-found": "connection",
  tls: "connection",
  "rate-limit": "status",
  "too-large": "filter",
  other: "run",
};

export function mendOf({ code, class: kind }: SyncError): Mend {
  if (code === "FetchFailed") return MENDS[kind ?? "other"];
  if (code === "DataInvalid") return "status";
  if (code === "FilterFailed") return "filter";
  return code === "StorageFailed" ? "run" : "connection";
}

/** `+3 ~12 −0` */
export function countsWords({ added, updated, removed }: Pick<SyncRun, "added" | "updated" | "removed">): string {
  return `+${text.number(added)} ~${text.number(updated)} −${text.number(removed)}`;
}

/** The same for who hears it. */
export function countsSpoken({ added, updated, removed }: Pick<SyncRun, "added" | "updated" | "removed">): string {
  return text.sources.counts(added, updated, removed);
}

export function reasonSentence(reason: SyncReason): string {
  return text.sources.reasons[reason];
}

/** Below a second in milliseconds: a run over a local file takes two. */
export function took(milliseconds: number): string {
  return milliseconds < 1_000 ? `${Math.max(0, Math.round(milliseconds))} ms` : span(milliseconds);
}
