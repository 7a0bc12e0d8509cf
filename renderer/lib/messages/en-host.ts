/** What the host says in English itself, for windows in another language: the host's own sentence is more exact, and an
 *  English window shows that. By the codes the host gives. */
export const host = {
  conditions: {
    silence: "Nothing has arrived for a while. Check that this laptop is still on the devices’ network.",
    "disk-full": "The disk is full: nothing new is stored. Make room on it.",
    "read-only": "The data directory may not be written. Give this user the right to write there.",
    locked: "Another program holds the database. Close it.",
    corrupt: "The database is damaged.",
    "disk-error": "The disk fails: nothing new is stored. Check the disk.",
    "writer-stopped": "Nothing new is stored. Restart Regdesk.",
    "database-damaged": "The database was damaged, and Regdesk began a new one. Restore a backup: regdesk backups",
  },
  refusals: {
    CHANGE_REQUEST_NOT_FOUND: "This change request does not exist any more.",
    CHANGE_REQUEST_DECIDED: "This change request was decided in the meantime.",
    STORE_UNAVAILABLE: "Not stored, hence not done. See the bar above, and try again.",
    VALUE_INVALID: "The register does not take this value.",
  },
};
