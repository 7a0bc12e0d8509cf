/** Room for a busy machine around the bounds that the protocol states. */

/** *At once*, as opposed to a poll of 10 s and more. */
export const AT_ONCE_MS = 3_000;

/** Timers are truncated to whole milliseconds, and two clocks are read. */
export const EARLY_MS = 5;

/** The protocol allows 250 ms after the deadline; the rest is the machine's. */
export const EXPIRY_MS = 250 + 250;
