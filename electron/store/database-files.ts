const STAMP = String.raw`\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z`;
/** The databases with their journals, what was set aside of them, and the copies of a restore that waits. */
const DATABASE = new RegExp(
  String.raw`^(?:(?:regdesk|history)(?:\.(?:damaged|before-restore)-${STAMP})?|restore|restore-history)\.db(?:-wal|-shm|-journal)?$`,
);
const RESTORE_NOTE = /^restore\.json(?:\.draft)?$/;

/** Whether the store makes a file of this name in a data directory. */
export function isDatabaseFile(name: string): boolean {
  return DATABASE.test(name) || RESTORE_NOTE.test(name);
}
