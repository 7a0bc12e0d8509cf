/** Whether the whole name is what the glob describes. `*` stands for any run of characters, none and dots included, `?` for
 *  one character; everything else stands for itself. Takes at most (length of glob) × (length of name) steps, whatever the
 *  glob, because rules and filters are tried on names that strangers choose. */
export function matchesGlob(glob: string, name: string): boolean {
  const pattern = Array.from(glob);
  const text = Array.from(name);
  let at = 0;
  let star = -1;
  let resumed = 0;
  for (let reached = 0; reached < text.length;) {
    if (pattern[at] === "*") {
      star = at++;
      resumed = reached;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[reached])) {
      at++;
      reached++;
    } else if (star === -1) {
      return false;
    } else {
      at = star + 1;
      reached = ++resumed;
    }
  }
  return pattern.slice(at).every((character) => character === "*");
}
