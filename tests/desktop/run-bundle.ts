/** Runs the built `out/main/main.js` in a plain Node, with a fake for `electron`: started by bundles.test.ts, arguments as
 *  for Electron. Says on stdout what it saw. */
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { writeFile } from "node:fs/promises";
import { registerHooks } from "node:module";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Client } from "#shared/contract/contract.ts";
import { CONNECT } from "#shared/carrier.ts";
import { Source } from "#shared/model/source.ts";
import { FakeElectron } from "./fake-electron.ts";

const electron = new FakeElectron();
const fake = electron.module();
const names = Object.keys(fake).join(", ");
Object.assign(globalThis, { fakeElectron: fake });
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: "fake:electron", shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === "fake:electron"
      ? { format: "module", source: `export const { ${names} } = globalThis.fakeElectron;`, shortCircuit: true }
      : next(url, context),
});

await import(new URL("../../out/main/main.js", import.meta.url).href);
while (electron.windows.length === 0) await wait(10);
const { port1, port2 } = new MessageChannel();
electron.send(CONNECT, [port2]);
const client: Client = createORPCClient(new RPCLink({ port: port1 }));
port1.start();
const { version, dataDirectory } = await client.host.status();
const synced = await syncedFrom(dataDirectory);
const page = await electron.handlers.get("regdesk")?.(new Request("regdesk://app/"));

electron.app.quit();
while (electron.app.exitCode === undefined) await wait(10);
const seen = { version, dataDirectory, synced, page: page?.status, exitCode: electron.app.exitCode };
process.stdout.write(JSON.stringify(seen));

/** What becomes of a source of one document: it is read in a thread that lies beside the bundle. */
async function syncedFrom(directory: string): Promise<unknown[]> {
  const path = join(directory, "plant.json");
  await writeFile(path, '{"registers":{"pump.speed":{"value":7}}}');
  const source = Source.parse({ name: "plant", connection: { kind: "file", path } });
  await client.sources.add({ source });
  const [run] = await client.sources.sync({ names: [source.name] });
  return [run?.outcome, run?.added, run?.error?.message];
}
