/** Where a text holds what is looked for, the first `most` places; capitals do not matter. */
export function textHits(text: string, query: string, most: number): number[] {
  if (query === "") return [];
  const [within, sought] = [lower(text), lower(query)];
  const hits: number[] = [];
  for (
    let at = within.indexOf(sought);
    at !== -1 && hits.length < most;
    at = within.indexOf(sought, at + query.length)
  ) {
    hits.push(at);
  }
  return hits;
}

/** A few letters are longer when small; with them every place behind would be wrong, so such a text is taken as it is. */
function lower(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text;
}
