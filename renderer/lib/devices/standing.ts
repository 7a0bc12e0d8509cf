/** How a device stands, in the words, shape and colour of the window. */
import type { FleetFeed } from "#shared/contract/fleet.ts";
import type { Device, DeviceState, Identity } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";
import type { Tone } from "../status.ts";
import { span } from "../time.ts";

export const DEVICE_TONES: Readonly<Record<DeviceState, Tone>> = {
  online: "ok",
  late: "late",
  offline: "bad",
  flapping: "bad",
  "not-observed": "off",
  moved: "off",
};

/** Why it is in its state, for example “3 of 8 registers expired; last push 42 s ago from 192.168.1.31”.
 *  @param now epoch milliseconds */
export function reasonOf(device: Device, now: number): string {
  const { total, fresh, late, expired } = device.registers;
  const last = lastPushOf(device, now);
  const t = text.devices.reasons;
  switch (device.reason) {
    case "all-fresh":
      return t["all-fresh"](fresh, total, last);
    case "some-late":
      return t["some-late"](late, total, last);
    case "some-expired":
      return t["some-expired"](expired, total, last);
    case "flapping":
      return t.flapping(device.transitions, last);
    case "in-grace":
    case "all-expired":
      return t[device.reason](total, last);
    case "withdrawn":
    case "moved":
    case "no-registers":
    case "unmet":
    case "not-observed":
      return t[device.reason](last);
  }
}

function lastPushOf({ lastPushAt, addresses }: Device, now: number): string {
  if (lastPushAt === undefined) return text.devices.noPush;
  return text.devices.lastPush(span(now - lastPushAt), addresses[0]?.address);
}

/** What is to be said where there are more devices than Regdesk keeps. */
export function overflowSentence({ reason, registers, most }: NonNullable<FleetFeed["overflow"]>): string {
  return text.devices.overflow[reason](registers, most);
}

/** What it was told apart by, for example “metadata.device boiler-2”. */
export function identityOf({ by, key, value }: Identity): string {
  const t = text.devices.identity;
  if (by === "metadata") return t.metadata(key ?? "", value);
  return by === "person" ? t.person : t[by](value);
}
