/** The works the window is built with, and their licences. */
export const WORKS: readonly { readonly name: string; readonly licence: string; readonly url: string }[] = [
  { name: "Svelte", licence: "MIT", url: "svelte.dev" },
  { name: "Bits UI", licence: "MIT", url: "bits-ui.com" },
  { name: "Svelte Sonner", licence: "MIT", url: "github.com/wobsoriano/svelte-sonner" },
  { name: "uPlot", licence: "MIT", url: "github.com/leeoniya/uPlot" },
  { name: "uqr", licence: "MIT", url: "github.com/unjs/uqr" },
  { name: "Marked", licence: "MIT", url: "marked.js.org" },
  { name: "oRPC", licence: "MIT", url: "orpc.dev" },
  { name: "Zod", licence: "MIT", url: "zod.dev" },
  { name: "Lucide", licence: "ISC", url: "lucide.dev" },
  { name: "Inter", licence: "OFL 1.1", url: "rsms.me/inter" },
];
