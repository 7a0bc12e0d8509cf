/** A request of the request log, in words. */
import type { NotedRequest } from "#shared/model/request-log.ts";
import { bytesText } from "./bytes.ts";
import { text } from "./messages/messages.ts";
import type { Tone } from "./status.ts";
import { span } from "./time.ts";

/** Whose fault it is, if it went wrong: the sender's is to be mended there, one of Regdesk is worse. */
export function toneOf({ status }: NotedRequest): Tone {
  if (status === 0) return "off";
  if (status < 400) return "ok";
  return status < 500 ? "late" : "bad";
}

/** What was asked for, as on the wire. */
export function askedText({ method, path }: NotedRequest): string {
  return method === "" ? text.connect.requestLog.noRequest : `${method} ${path}`;
}

/** What came of it and how long that took, where it says something. */
export function yieldText({ status, yield: what, count, waited }: NotedRequest): string {
  const t = text.connect.requestLog;
  const came = what === "read" ? bytesText(count) : what === "none" ? "" : t.yields[what](count);
  const parts = [status === 0 ? t.hungUp : came, waited > 0 ? t.waited(waitedText(waited)) : ""];
  return parts.filter((part) => part !== "").join(" · ");
}

/** For the maker of a device, who knows neither this window nor its time zone. */
export function lineText(request: NotedRequest): string {
  const { at, address, status, message } = request;
  const parts = [new Date(at).toISOString(), address, askedText(request), status === 0 ? "" : `${status}`];
  return [...parts, yieldText(request), message].filter((part) => part !== "").join("  ");
}

function waitedText(milliseconds: number): string {
  return milliseconds < 1_000 ? `${milliseconds}\u00a0ms` : span(milliseconds);
}
