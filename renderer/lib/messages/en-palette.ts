const count = new Intl.NumberFormat("en");

export const palette = {
  title: "Search or jump to",
  placeholder: "Register, section or action",
  groups: {
    sections: "Go to",
    changes: "Pending changes",
    actions: "Actions",
    registers: "Registers",
    sources: "Sources",
  },
  more: (n: number) => `${count.format(n)} more: keep typing`,
  nothing: (query: string) => `Nothing matches “${query}”`,
  foot: { move: "move", open: "open", close: "close" },
  change: (id: string, register: string, value: string) => `Request ${id}: ${register} → ${value}`,
  actions: {
    theme: (theme: string) => `Theme: ${theme}`,
    density: (density: string) => `Rows: ${density}`,
    language: (language: string) => `Language: ${language}`,
    copyAddress: (address: string) => `Copy address ${address}`,
    runSource: (name: string) => `Sync ${name} now`,
    addSource: "Add a source",
    startDemo: "Start demo site",
    stopDemo: "Remove demo site",
    collapse: "Collapse or expand the sidebar",
    larger: "Larger",
    smaller: "Smaller",
    normalSize: "Normal size",
    notices: "Show notices",
    keys: "Show all keys",
    undo: "Take back the last step",
  },
};
