import { mkdir, stat, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectControl } from "#electron/control/control-client.ts";
import { startControlSocket } from "#electron/control/control-socket.ts";
import { controlSocketPath } from "#electron/control/socket-path.ts";
import { runningHost } from "#tests/support/running-host.ts";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

describe.skipIf(process.platform === "win32")("The control socket", () => {
  test("is for the user only", async () => {
    await using running = await runningHost();
    const path = controlSocketPath(running.dataDirectory);
    expect(await modesOf(path, dirname(path))).toEqual(["600", "700"]);
  });

  test("is for the user only where the data directory's path is too long for it", async () => {
    await using control = await inDirectory("d".repeat(120));
    const path = controlSocketPath(control.dataDirectory);
    expect([Buffer.byteLength(path) <= 103, await modesOf(path, dirname(path))]).toEqual([true, ["600", "700"]]);
  });

  test("leaves nothing behind where it had a folder for itself", async () => {
    const control = await inDirectory("d".repeat(120));
    const folder = dirname(controlSocketPath(control.dataDirectory));
    await control[Symbol.asyncDispose]();
    await expect(stat(folder)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test.each([
    ["short", "data"],
    ["too long for a socket", "d".repeat(120)],
    ["of many bytes a letter", "ü".repeat(60)],
  ])("reaches the host of a data directory whose path is %s", async (_what, name) => {
    await using control = await inDirectory(name);
    using asking = await connectControl(controlSocketPath(control.dataDirectory), control.dataDirectory);
    expect((await asking.client.host.status()).pid).toBe(process.pid);
  });

  test("is the same by whatever way a long path is written", async () => {
    await using directory = await temporaryDirectory();
    const long = join(directory.path, "d".repeat(120));
    const link = join(directory.path, "l".repeat(120));
    await mkdir(long);
    await symlink(long, link);
    expect(controlSocketPath(link)).toBe(controlSocketPath(long));
  });

  test("takes the place of a dead host's", async () => {
    await using directory = await temporaryDirectory();
    await writeFile(controlSocketPath(directory.path), "");
    await using running = await runningHost();
    await using control = await startControlSocket({
      path: controlSocketPath(directory.path),
      webSockets: () => running.host.webSockets("anna (command line)"),
    });
    using asking = await connectControl(controlSocketPath(directory.path), directory.path);
    expect([control, await asking.client.changeRequests.list({})]).toEqual([expect.anything(), []]);
  });

  test("that nobody answers is a sentence", async () => {
    await using directory = await temporaryDirectory();
    await expect(connectControl(controlSocketPath(directory.path), directory.path)).rejects.toMatchObject({
      code: "HOST_UNREACHABLE",
      message: `No Regdesk is running on ${directory.path}; start it with \`regdesk serve\`, or name its directory with --data-dir`,
    });
  });

  test("at which something else listens is a sentence too", async () => {
    await using directory = await temporaryDirectory();
    await using server = createServer((socket) => socket.resume().end("what?\r\n\r\n"));
    await new Promise<void>((resolve) => void server.listen(controlSocketPath(directory.path), resolve));
    await expect(connectControl(controlSocketPath(directory.path), directory.path)).rejects.toMatchObject({
      code: "HOST_UNREACHABLE",
    });
  });

  test("lets go of its commands when the host stops", async () => {
    const control = await inDirectory("data");
    using asking = await connectControl(controlSocketPath(control.dataDirectory), control.dataDirectory);
    const watching = await asking.client.host.watch();
    await watching.next();
    const ended = watching.next().catch(() => "hung up");
    await control[Symbol.asyncDispose]();
    expect(["hung up", { done: true, value: undefined }]).toContainEqual(await ended);
  });
});

async function modesOf(...paths: readonly string[]): Promise<string[]> {
  const stats = await Promise.all(paths.map((path) => stat(path)));
  return stats.map(({ mode }) => (mode & 0o777).toString(8));
}

/** A host's control socket for a data directory of that name. */
async function inDirectory(name: string) {
  await using started = new AsyncDisposableStack();
  const directory = started.use(await temporaryDirectory());
  const dataDirectory = join(directory.path, name);
  await mkdir(dataDirectory, { mode: 0o700 });
  const running = started.use(await runningHost());
  const webSockets = () => running.host.webSockets("anna");
  started.use(await startControlSocket({ path: controlSocketPath(dataDirectory), webSockets }));
  const all = started.move();
  return { dataDirectory, [Symbol.asyncDispose]: () => all.disposeAsync() };
}
