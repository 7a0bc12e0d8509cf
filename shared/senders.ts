import type { Sender } from "./model/host-status.ts";

const RECENT = 60_000;

/** How many addresses sent something within the last minute. */
export function sendersSince(senders: readonly Sender[], now: number): number {
  return new Set(senders.filter(({ lastAt }) => now - lastAt <= RECENT).map(({ address }) => address)).size;
}
