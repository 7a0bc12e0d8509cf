/** Commands for one register, quoted as the shell of this desktop wants it. */
import { jsonText } from "#shared/json.ts";
import type { Register } from "#shared/model/register.ts";

const isWindows = () => /\bWindows\b/.test(navigator.userAgent);

export function readCommand(url: string, { name }: Pick<Register, "name">, windows = isWindows()): string {
  return `${windows ? "curl.exe" : "curl"} ${quoted(`${url}/consumer?name=${encodeURIComponent(name)}`, windows)}`;
}

/** Asks for the value it has: to be altered before it is run. */
export function askCommand(
  url: string,
  { name, value }: Pick<Register, "name" | "value">,
  windows = isWindows(),
): string {
  const body = `{"registers": {${jsonText(name)}: {"value": ${value}}}}`;
  return `${windows ? "curl.exe" : "curl"} -X PUT ${quoted(`${url}/consumer`, windows)} -d ${quoted(body, windows)}`;
}

/** Windows programs take a backslash before a quote for a quote, and double the backslashes in front of it. */
function quoted(text: string, windows: boolean): string {
  if (windows) return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, "$1$1")}"`;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
