const count = new Intl.NumberFormat("en");

/** Starting from nothing. */
export const erase = {
  title: "Erase everything",
  hint: "For who hands this laptop over, or begins at another site: Regdesk is then as on its first day.",
  words: "delete reset wipe remove all factory",
  open: "Erase…",
  dialog: "Erase everything?",
  about: "With the next start of Regdesk all of this is gone for good:",
  rows: {
    registers: "Registers",
    changeRequests: "Change requests",
    database: "Database",
    history: "History",
    backups: "Backups",
    recordings: "Recordings",
  },
  /** What else is in the database. */
  database: (size: string) => `${size}: devices, rules, sources, settings and the audit, too`,
  files: (n: number, size: string) => `${count.format(n)} ${n === 1 ? "file" : "files"}, ${size}`,
  none: "none",
  rest: "The passwords of sources, the files that describe sources, and the log are gone, too. Files that Regdesk did not make stay where they are.",
  backupsToo: "The backups in the data directory go as well. To keep one, save a copy of it elsewhere first.",
  save: "Save a copy of the newest…",
  noBackup: "There is no backup. To keep what is here, make one first and save a copy of it elsewhere.",
  word: "erase",
  type: (word: string) => `Type “${word}”, so that this is no accident`,
  confirm: "Erase at the next start",
  cancel: "Cancel",
  staged: "Everything is erased at the next start of Regdesk.",
  stagedHint: (who: string, when: string) => `Asked for by ${who}, ${when}. Until then all goes on as before.`,
  cancelErase: "Do not erase",
};
