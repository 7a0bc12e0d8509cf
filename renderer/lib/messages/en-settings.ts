export const settings = {
  search: "Search settings",
  reset: (setting: string) => `Reset ${setting}`,
  noHits: (query: string) => `No setting matches “${query}”`,
  clear: "Clear search",
  groups: { general: "General", appearance: "Appearance", keyboard: "Keyboard", network: "Network" },
  language: {
    title: "Language",
    hint: "Of this window. Names and values stay as devices send them.",
    system: "As the system",
    en: "English",
    de: "Deutsch",
  },
  theme: {
    title: "Theme",
    hint: "Outdoor is for bright sun: black on white, larger type, larger buttons. Night is for dark rooms.",
  },
  density: {
    title: "Rows",
    hint: "How high the rows of lists are. The outdoor theme always has the highest.",
    compact: "Compact",
    standard: "Standard",
    comfortable: "Comfortable",
  },
  zoom: {
    title: "Size",
    hint: "Of everything in the window.",
    percent: (percent: string) => `${percent} %`,
    larger: "Larger",
    smaller: "Smaller",
  },
  singleKeys: {
    title: "Keys without Ctrl",
    hint: "Single letters and digits act as keys, such as A to approve. Turn them off if you dictate, or press keys by accident.",
    on: "On",
    off: "Off",
  },
  introduced: { title: "First steps", hint: "Shows the introduction on the overview again.", action: "Show again" },
  readOnly: "These are set when Regdesk starts.",
  addresses: { title: "Addresses", hint: "Where devices reach this machine. Another one is chosen with --host." },
  port: { title: "Port", hint: "Another port is chosen when Regdesk starts:", command: "regdesk serve --port 8081" },
  data: {
    title: "Data directory",
    hint: "Registers, change requests and settings are kept here. Another directory is chosen when Regdesk starts:",
    command: "regdesk serve --data-dir ./site",
  },
};

export const help = {
  about: "About",
  aboutText: "The registers of a site on one laptop: see them live, decide what may change, keep what happened.",
  version: "Version",
  started: "Running since",
  process: "Process",
  licence: "Licence",
  licenceText: "Regdesk is free software under the MIT licence. The window is built with these works:",
  offline: "No internet needed",
  offlineText:
    "Regdesk never leaves this network: no accounts, no telemetry, no updates by itself. All it shows comes from your devices and stays in its data directory.",
  guide: "How things go",
  guideSteps: [
    [
      "Devices report",
      "Each register counts for its time to live. Fresh: in time. Late: the refresh is overdue. Expired: nobody reports it any more; its last known value stays.",
    ],
    [
      "Someone asks for a change",
      "The request waits under Changes until you approve or deny it. A newer request for the same register takes its place.",
    ],
    [
      "The device fetches it",
      "Regdesk cannot push: the device picks the change up the next time it asks. What it reports then is the outcome.",
    ],
  ],
  commands: "On the command line",
  commandsText: "Everything here also works in a terminal, while Regdesk is running:",
};
