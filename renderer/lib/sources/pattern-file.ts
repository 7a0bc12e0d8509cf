/** Reads a filter file as the mreg bridge has it: a pattern a line, with its sign; lines that begin with `#` say something to
 *  people. @returns the patterns, or the first line that is none */
export function patternsOfFile(content: string): { readonly patterns: string[] } | { readonly wrong: string } {
  const lines = content
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  const wrong = lines.find((line) => !/^[+-]./su.test(line));
  return wrong === undefined ? { patterns: lines } : { wrong: wrong.slice(0, 64) };
}
