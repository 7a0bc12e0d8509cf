const MINUTE = 60_000;

/** How long a request may wait for a person or a device, in milliseconds: from a coffee to a day on site. */
export const WAITS = [1, 5, 15, 30, 60, 240, 480, 1_440].map((minutes) => minutes * MINUTE);
