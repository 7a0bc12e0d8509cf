/** How regularly a device does something, in words. */
import type { Device, Pace } from "#shared/model/device.ts";
import { text } from "../messages/messages.ts";
import { span } from "../time.ts";

const SECOND = 1_000;
const TENTHS_UNTIL = 10 * SECOND;

/** As exact as it helps: `350 ms`, `2.5 s`, `3 m 10 s`. @param milliseconds not below zero */
export function paceSpan(milliseconds: number): string {
  if (milliseconds < SECOND) return `${text.number(Math.round(milliseconds))} ms`;
  if (milliseconds < TENTHS_UNTIL) return `${text.number(Math.round(milliseconds / 100) / 10)} s`;
  return span(milliseconds + SECOND / 2);
}

/** For a column: `10 s ± 0.2 s`. */
export function paceShort({ p50, jitter }: Pace): string {
  return text.devices.pace.short(paceSpan(p50), paceSpan(jitter));
}

/** All that is known of its pace, and how it was found; empty when nothing is. */
export function paceSentences({ interval, pickUp, apply }: Pick<Device, "interval" | "pickUp" | "apply">): string {
  const t = text.devices.pace;
  return [
    ...(interval ? [t.interval(interval.of, paceSpan(interval.p50), paceSpan(interval.jitter))] : []),
    ...(pickUp ? [t.pickUp(pickUp.of, paceSpan(pickUp.p50))] : []),
    ...(apply ? [t.apply(apply.of, paceSpan(apply.p50))] : []),
  ].join("\n");
}
