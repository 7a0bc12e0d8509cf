/** The first language a technician reads that Regdesk speaks, too. @param wanted tags like `de-CH`, best first */
export function languageFor(wanted: readonly string[]): "en" | "de" {
  const base = wanted.map((tag) => tag.toLowerCase().split("-")[0]);
  return base.find((tag) => tag === "en" || tag === "de") ?? "en";
}
