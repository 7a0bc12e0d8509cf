/** When the tone for alarms is due, and the tone. */
import { isWithin } from "#shared/hours.ts";
import type { Alarm, AlarmId } from "#shared/model/alarm.ts";
import type { Settings } from "#shared/model/settings.ts";

/** Until somebody has acknowledged, in milliseconds. */
const EVERY = 60_000;

/** What was told, and when. */
export interface Chimed {
  readonly ids: ReadonlySet<AlarmId>;
  readonly at: number;
}

/** @param now epoch milliseconds  @param last the tone before; undefined when there was none */
export function isChimeDue(ringing: readonly Alarm[], now: number, last: Chimed | undefined): boolean {
  if (ringing.length === 0) return false;
  if (last === undefined || now - last.at >= EVERY || now < last.at) return true;
  return ringing.some(({ id }) => !last.ids.has(id));
}

/** Whether nobody wants to be disturbed. Quiet hours that end when they begin are none. */
export function isQuiet(quietHours: Settings["quietHours"], now: number): boolean {
  if (quietHours === null || quietHours.from === quietHours.to) return false;
  return isWithin({ ...quietHours, days: [] }, now);
}

/** Two notes that fall, in hertz; soft, because it comes every minute. */
const NOTES = [880, 659.25] as const;
const LENGTH = 0.35;
const LOUDNESS = 0.2;

/** Sounds once. A page may sound only after somebody has clicked or pressed a key in it; before, it stays silent. */
export function chime(context: AudioContext): void {
  void context.resume();
  for (const [index, frequency] of NOTES.entries()) {
    const from = context.currentTime + index * LENGTH * 0.6;
    const tone = context.createOscillator();
    const volume = context.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0, from);
    volume.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, from + LENGTH);
    tone.connect(volume).connect(context.destination);
    tone.start(from);
    tone.stop(from + LENGTH);
  }
}
