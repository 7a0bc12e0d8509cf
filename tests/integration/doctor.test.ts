/** `regdesk doctor` and `regdesk update`, over the real program. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { reachabilityAsText } from "#electron/commands/doctor.ts";
import type { Reachability } from "#shared/model/network.ts";
import { regdesk, servingRegdesk, type ServingRegdesk } from "#tests/support/regdesk-process.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

let site: AsyncDisposableStack;
let serving: ServingRegdesk;
beforeAll(async () => {
  site = new AsyncDisposableStack();
  const { path } = site.use(await temporaryDirectory());
  serving = site.use(await servingRegdesk(path));
});
afterAll(() => site.disposeAsync());

test("a Regdesk that only its own machine reaches is no failure of the check, but not well either", async () => {
  const { dataDir, devices } = serving.announced;
  const { code, stdout } = await regdesk("doctor", "--data-dir", dataDir, "--json");
  expect([code, JSON.parse(stdout)]).toMatchObject([1, [{ listening: true, addresses: [{ url: devices, ok: true }] }]]);
});

test("without an update address nothing is looked for, and a sentence says so", async () => {
  expect(await regdesk("update", "--data-dir", serving.announced.dataDir)).toMatchObject({
    code: 1,
    stderr: "regdesk: No update address is set; who keeps one for this site can tell it\n",
  });
});

test("in words: what is well, what fails, and what to give to an administrator", () => {
  const found: Reachability = {
    ...{ at: 100_000, listening: true, host: "0.0.0.0", port: 8080 },
    addresses: [
      { url: "http://192.168.1.42:8080", interface: "Wi-Fi", loopback: false, virtual: false, ok: true },
      {
        url: "http://10.8.0.2:8080",
        interface: "tun0",
        loopback: false,
        virtual: true,
        ok: false,
        message: "It does not answer.",
      },
    ],
    lastFromOutside: { at: 88_000, address: "192.168.1.31" },
    firewall: { system: "windows", program: "windows-firewall", commands: ["New-NetFirewallRule"] },
  };
  expect(reachabilityAsText(found).split("\n")).toEqual([
    "ok    listens on 0.0.0.0:8080",
    "ok    reaches itself at http://192.168.1.42:8080 (Wi-Fi)",
    "FAIL  http://10.8.0.2:8080 (tun0): It does not answer.",
    "ok    192.168.1.31 sent 12 s ago",
    "note  if a firewall keeps devices out, an administrator lets them in with:",
    "        New-NetFirewallRule",
    "note  on a network that Windows calls public, it keeps them out all the same: make it a private one",
  ]);
});
