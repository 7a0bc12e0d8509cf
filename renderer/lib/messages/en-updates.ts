export const updates = {
  check: "Check now",
  checking: "Checking…",
  noAddress: "No update address is set: Regdesk looks for newer versions nowhere.",
  noUrl: "An update address begins with https:// or http://",
  newest: (version: string, moment: string) => `${version} is the newest there is (${moment}).`,
  found: (version: string) => `Regdesk ${version} is there`,
  released: (moment: string) => `Released ${moment}`,
  save: "Save the installer…",
  saving: (done: string) => `Saving… ${done}`,
  saved: (path: string) =>
    `Saved as ${path}, and what was saved is what the list promises. Run it to update; your data stays.`,
  offline:
    "Without a network: bring a newer installer on a stick and run it. Your data stays, and a backup is made before the database changes.",
  look: "Look at it",
  changelog: "What changed",
  showChangelog: "Show what changed",
};
