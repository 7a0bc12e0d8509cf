/** Refuses what a source may not be when it is saved. Its model has been checked before. */
import { isAbsolute } from "node:path";
import { RegdeskError } from "#shared/errors.ts";
import type { Source } from "#shared/model/source.ts";
import { nextCronTime } from "./cron.ts";

/** @param now epoch milliseconds  @throws {RegdeskError} `SOURCE_INVALID` or `SCHEDULE_INVALID`, with the field as its path */
export function checkSource({ connection, schedule }: Source, now: number): void {
  if (schedule.timing.kind === "cron") nextCronTime(schedule.timing.expression, schedule.timing.zone, now);
  if (connection.kind === "file") return checkPath(connection.path);
  const { username, password } = new URL(connection.url);
  if (username === "" && password === "") return;
  const message = "the address has a user or a password in it; give them as the source's user and secret instead";
  throw new RegdeskError("SOURCE_INVALID", message, { path: "connection.url" });
}

function checkPath(path: string): void {
  if (isAbsolute(path)) return;
  const message = `${path} is no whole path; begin it at the root of the drive`;
  throw new RegdeskError("SOURCE_INVALID", message, { path: "connection.path" });
}

/** @throws {RegdeskError} `SOURCE_INVALID` */
export function checkKind(before: Source, after: Source): void {
  if (before.connection.kind === after.connection.kind) return;
  const message = `${before.name} is a source of the kind ${before.connection.kind}, and that stays; remove it, or add another one of the kind ${after.connection.kind}`;
  throw new RegdeskError("SOURCE_INVALID", message, { path: "connection.kind" });
}

/** Whether what is synced becomes another; the schedule, a name's place and such are no matter. */
export function isSyncedOtherwise(before: Source, after: Source): boolean {
  return JSON.stringify(synced(before)) !== JSON.stringify(synced(after));
}

export function isConnectedOtherwise(before: Source, after: Source): boolean {
  return JSON.stringify(before.connection) !== JSON.stringify(after.connection);
}

function synced({ connection, filter, prefix, strict, keep }: Source): unknown {
  return [connection, filter, prefix, strict, keep];
}

/** As it may be written down for ever: what headers hold may be a secret. */
export function shownSource(source: Source): Source {
  if (source.connection.kind !== "http") return source;
  const headers = source.connection.headers.map(({ name }) => ({ name, value: "…" }));
  return { ...source, connection: { ...source.connection, headers } };
}
