/** Commands to copy into a terminal, quoted as the shell of this desktop wants it. */

export const isWindows = () => /\bWindows\b/.test(navigator.userAgent);

/** What a device does: report one register. */
export function provideCommand(url: string, windows = isWindows()): string {
  const lines = [
    '{"registers": {"demo.temperature": {',
    '  "value": 21.5, "ttl": "60s",',
    '  "metadata": {"device": "demo", "unit": "°C"}',
    "}}}",
  ];
  return put(`${url}/provider`, lines, windows);
}

/** What a consumer does: ask for a change. */
export function requestCommand(url: string, windows = isWindows()): string {
  return put(`${url}/consumer`, ['{"registers": {"demo.temperature": {"value": 24}}}'], windows);
}

/** The Windows shell knows no quotes that span lines. */
function put(url: string, body: readonly string[], windows: boolean): string {
  if (windows) return `curl.exe -X PUT ${url} -d "${body.join("").replaceAll('"', '\\"')}"`;
  return `curl -X PUT ${url} -d '${body.length > 1 ? "\n" : ""}${body.join("\n")}'`;
}
