import { deviceSentence, identitySentence } from "#shared/device-words.ts";
import { formatDuration } from "#shared/duration.ts";
import {
  deviceName,
  type Device,
  type Maintenance,
  type Outage,
  type Pace,
  type Uptime,
} from "#shared/model/device.ts";
import { harmless } from "./printable.ts";
import { localTime } from "./runs-lines.ts";
import { timeOrNull } from "./sync-times.ts";
import { textTable } from "./table.ts";

/** A device as programs read it. What it has not is null. */
export function deviceAsObject(device: Device) {
  return {
    id: device.id,
    name: deviceName(device),
    wireName: device.wireName,
    alias: device.alias ?? null,
    state: device.state,
    reason: device.reason,
    sentence: deviceSentence(device, Date.now()),
    since: timeOrNull(device.since),
    review: device.review,
    muted: device.isMuted,
    maintenanceUntil: timeOrNull(device.maintenanceUntil),
    labels: device.labels,
    site: device.site ?? null,
    notes: device.notes.map(({ at, editedAt, ...note }) => ({
      ...note,
      at: timeOrNull(at),
      editedAt: timeOrNull(editedAt),
    })),
    identities: device.identities.map((identity) => ({ ...identity, key: identity.key ?? null })),
    addresses: device.addresses.map(({ lastAt, ...address }) => ({ ...address, lastAt: timeOrNull(lastAt) })),
    registers: device.registers,
    firstSeenAt: timeOrNull(device.firstSeenAt),
    lastPushAt: timeOrNull(device.lastPushAt),
    interval: device.interval ?? null,
    pickUp: device.pickUp ?? null,
    apply: device.apply ?? null,
    hasAskedForChanges: device.hasAskedForChanges,
    grace: device.grace ?? null,
    uptime: device.uptime ?? null,
    day: device.day,
    alarms: device.alarms,
    mergeInto: device.mergeInto ?? null,
  };
}

export function devicesAsJson(devices: readonly Device[]): string {
  return JSON.stringify(devices.map(deviceAsObject));
}

const WORST_FIRST: readonly Device["state"][] = ["offline", "flapping", "late", "not-observed", "online", "moved"];

/** One line a device, those with troubles first. */
export function devicesAsText(devices: readonly Device[]): string {
  if (devices.length === 0) return "There is no device; each appears with the first register it pushes.\n";
  const sorted = devices.toSorted(
    (a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state) || deviceName(a).localeCompare(deviceName(b)),
  );
  const rows = sorted.map((device) => [
    device.id,
    harmless(deviceName(device)),
    device.isMuted ? `${device.state} (muted)` : device.state,
    device.review,
    `${device.registers.total}`,
    localTime(device.lastPushAt) ?? "never",
    paceOf(device.interval),
    harmless(deviceSentence(device, Date.now())),
  ]);
  return textTable(["ID", "NAME", "STATE", "REVIEW", "REGISTERS", "LAST PUSH", "INTERVAL", "WHY"], rows);
}

/** Everything about one device, a line for each thing. */
export function deviceAsText(device: Device, { outages, percent }: Uptime): string {
  const lines = [
    `${device.id}: ${deviceName(device)}${device.alias === undefined ? "" : ` (${device.wireName})`}, ${device.state}: ${deviceSentence(device, Date.now())}`,
    ...device.identities.map((identity) => `  identified by ${identitySentence(identity)}`),
    ...device.addresses.map(viaOf),
    `  ${device.review}; labels ${device.labels.join(", ") || "none"}; site ${device.site ?? "none"}`,
    `  pushes every ${paceOf(device.interval)}; picks changes up after ${paceOf(device.pickUp)}, applies them after ${paceOf(device.apply)}`,
    ...(device.hasAskedForChanges ? [] : ["  has never asked for changes since Regdesk started; it may be read-only"]),
    ...(device.mergeInto === undefined ? [] : [`  has the registers that ${device.mergeInto} had; is it the same?`]),
    `  up ${percent === undefined ? "unknown" : `${percent.toFixed(1)} %`} of the last 24 hours  ${device.day}`,
    ...outages.map(outageAsText),
    ...device.notes.map(({ id, at, by, text }) => `  note ${id}, ${localTime(at) ?? ""}, ${by}: ${text}`),
  ];
  return `${lines.map(harmless).join("\n")}\n`;
}

function viaOf({ address, devices }: Device["addresses"][number]): string {
  return `  via ${address}${devices > 1 ? `, which brings ${devices} devices` : ""}`;
}

function outageAsText({ start, end, duration, cause }: Outage): string {
  const until = end === undefined ? "until now" : `to ${localTime(end) ?? ""}`;
  return `  offline from ${localTime(start) ?? ""} ${until}, ${formatDuration(duration)} (${cause})`;
}

function paceOf(pace: Pace | undefined): string {
  return pace === undefined ? "-" : `${formatDuration(pace.p50)} ±${formatDuration(pace.jitter)}`;
}

export function maintenanceAsText({ id, until }: Maintenance): string {
  return `Maintenance ${id} until ${localTime(until) ?? ""}.\n`;
}
