/** What electron-builder packed, as it is: started and stopped from outside, because a packed Regdesk lets nobody in. */
import { expect, test } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = process.env["REGDESK_PACKAGED"];
const reason = program ? undefined : "REGDESK_PACKAGED does not name a packed Regdesk";
const skipped = reason ? ` (skipped: ${reason})` : "";

test(`a packed Regdesk listens for devices, and ends when asked to${skipped}`, async () => {
  test.skip(reason !== undefined, reason);
  const dataDirectory = mkdtempSync(join(tmpdir(), "regdesk-packed-"));
  const port = await freePort();
  const packed = spawn(program ?? "", ["--data-dir", dataDirectory, "--host", "127.0.0.1", "--port", String(port)]);
  const ended = once(packed, "exit");
  const put = () =>
    fetch(`http://127.0.0.1:${port}/provider`, {
      method: "PUT",
      body: JSON.stringify({ registers: { "boiler.temp": { value: 21 } } }),
    }).then(
      ({ status }) => status,
      () => undefined,
    );
  await expect.poll(put, { timeout: 20_000 }).toBe(204);
  packed.kill("SIGTERM");
  // Windows knows no asking: there `kill` ends it.
  if (process.platform === "win32") await ended;
  else expect(await ended).toEqual([0, null]);
  rmSync(dataDirectory, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
