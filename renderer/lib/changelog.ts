/** The changelog as far as a window draws it: what stands under each version, an element for each point. */
export interface Version {
  readonly name: string;
  readonly points: readonly string[];
}

/** @param markdown headings `## 1.2.3` with points `- …`, which may go on, indented, over several lines */
export function versionsIn(markdown: string): Version[] {
  return markdown
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const points = lines.join("\n").split(/^- /m).slice(1);
      return {
        name: name.trim(),
        points: points.map((point) => point.replaceAll(/\s+/g, " ").replaceAll("`", "").trim()),
      };
    });
}
