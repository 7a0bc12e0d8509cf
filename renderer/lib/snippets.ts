/** How the first register gets here from whatever a technician has at hand, to copy and run as it is. */
import { isWindows, provideCommand } from "./curl.ts";

export const SNIPPETS = ["curl", "python", "arduino", "mreg"] as const;
export type SnippetKind = (typeof SNIPPETS)[number];

/** @param url where devices send to, without a path */
export function snippetFor(kind: SnippetKind, url: string, windows = isWindows()): string {
  switch (kind) {
    case "curl":
      return provideCommand(url, windows);
    case "python":
      return python(url);
    case "arduino":
      return arduino(url);
    case "mreg":
      return mreg(url, windows);
  }
}

/** Reports at half its TTL, as devices do. */
const python = (url: string) => `import json, time, urllib.request

def report(value):
    body = {"registers": {"demo.temperature": {
        "value": value, "ttl": "10s",
        "metadata": {"device": "demo", "unit": "°C"}}}}
    request = urllib.request.Request(
        "${url}/provider", json.dumps(body).encode(), method="PUT")
    urllib.request.urlopen(request, timeout=5).close()

while True:
    report(21.5)
    time.sleep(5)`;

const arduino = (url: string) => `#include <WiFi.h>
#include <HTTPClient.h>

void setup() {
  WiFi.begin("network", "password");
  while (WiFi.status() != WL_CONNECTED) delay(100);
}

void loop() {
  HTTPClient http;
  http.begin("${url}/provider");
  http.PUT(R"({"registers":{"demo.temperature":{"value":21.5,"ttl":"10s"}}})");
  http.end();
  delay(5000);
}`;

/** The bridge takes both addresses from its environment. */
function mreg(url: string, windows: boolean): string {
  const set = windows ? "set" : "export";
  return `${set} MQTT=localhost:1883\n${set} REGISTRY=${url}\nmreg bridge --ttl 30s`;
}
