/** The pattern for LIKE that a part of a text makes; in it `\` takes its meaning from `%` and `_`. Letters of ASCII match
 *  those of either case. */
export function containing(part: string): string {
  return `%${part.replace(/[\\%_]/g, "\\$&")}%`;
}
