/** How the desktop begins and ends. */
import { createServer, type AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { FakeElectron } from "./fake-electron.ts";
import type { FakeEvent } from "./fake-window.ts";
import { RunningDesktop } from "./running-desktop.ts";
import { PATIENCE } from "../support/patience.ts";

test("a second Regdesk brings the first one's window to the front", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.window.minimized = true;
  desktop.electron.app.emit("second-instance", {}, [], "/");
  expect(desktop.window.calls).toEqual(["restore", "show", "focus"]);
  expect(desktop.electron.windows).toHaveLength(1);
});

test("the second Regdesk itself goes at once, without a host and without a word", async () => {
  const electron = new FakeElectron();
  electron.app.hasLock = false;
  await using desktop = await new RunningDesktop(electron).start();
  expect(electron).toMatchObject({ windows: [], errorBoxes: [], app: { exitCode: 0 } });
  await using _first = await new RunningDesktop(new FakeElectron(), desktop.dataDirectory).start();
});

test("quitting waits for the host: held back once, host gone, then quit", async () => {
  await using desktop = await new RunningDesktop().start();
  const { devicesUrl } = await desktop.connect().host.status();
  const order: string[] = [];
  desktop.electron.app.on("will-quit", (event: FakeEvent) =>
    order.push(`will-quit, held back: ${event.defaultPrevented}`),
  );
  desktop.electron.app.on("quit", () => order.push("quit"));
  desktop.electron.app.quit();
  expect(order).toEqual(["will-quit, held back: true"]);
  await vi.waitUntil(() => desktop.electron.app.exitCode !== undefined, PATIENCE);
  expect(order).toEqual(["will-quit, held back: true", "will-quit, held back: false", "quit"]);
  expect(desktop.electron.app.exitCode).toBe(0);
  await expect(fetch(devicesUrl)).rejects.toThrow();
});

test("asking again while the host stops changes nothing", async () => {
  await using desktop = await new RunningDesktop().start();
  desktop.electron.app.quit();
  desktop.electron.app.quit();
  process.emit("SIGINT");
  expect(desktop.electron.app.exitCode).toBeUndefined();
  await vi.waitUntil(() => desktop.electron.app.exitCode !== undefined, PATIENCE);
  expect(desktop.electron.app.exitCode).toBe(0);
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s stops it gracefully", async (signal) => {
  await using desktop = await new RunningDesktop().start();
  process.emit(signal);
  await vi.waitUntil(() => desktop.electron.app.exitCode === 0, PATIENCE);
});

test("a taken port is no end: the window says who has it, and takes another or the same on the technician's word", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => squatter.once("listening", resolve));
  const { port } = squatter.address() as AddressInfo;
  await using desktop = await new RunningDesktop().start(port);
  expect(desktop.electron.errorBoxes).toEqual([]);
  expect(desktop.window.webContents.getURL()).toMatch(/#\/connect$/);
  const { host, network, settings } = desktop.connect();
  const listening = async () => (await host.status()).conditions.find(({ type }) => type === "Listening");
  expect(await listening()).toMatchObject({ status: false, reason: "port-taken" });
  const { conflict } = await network.conflict();
  expect(conflict).toMatchObject({ port, ...(process.platform === "linux" ? { user: { pid: process.pid } } : {}) });
  expect(await network.checkReachability()).toMatchObject({ listening: false, addresses: [] });
  await expect(network.listen({})).rejects.toMatchObject({ code: "PORT_IN_USE" });
  await network.listen({ port: conflict?.free ?? 0 });
  expect(await listening()).toMatchObject({ status: true });
  expect((await host.status()).devicesUrl).toBe(`http://127.0.0.1:${conflict?.free}`);
  expect((await fetch(`http://127.0.0.1:${conflict?.free}/consumer`)).status).toBe(200);
  for await (const { listenPort } of await settings.watch()) {
    expect(listenPort).toBe(conflict?.free);
    break;
  }
  squatter.close();
});

test("a taken port that is free again is taken up by trying again, and no setting changes", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => squatter.once("listening", resolve));
  const { port } = squatter.address() as AddressInfo;
  await using desktop = await new RunningDesktop().start(port);
  await new Promise((resolve) => squatter.close(resolve));
  const { host, network } = desktop.connect();
  await network.listen({});
  expect((await host.status()).devicesUrl).toBe(`http://127.0.0.1:${port}`);
});

test("a data directory that another host holds is one sentence in a dialog and exit code 1", async () => {
  await using first = await new RunningDesktop().start();
  await using second = await new RunningDesktop(new FakeElectron(), first.dataDirectory).start();
  expect(second.electron.app.exitCode).toBe(1);
  expect(second.electron.errorBoxes[0]?.[1]).toContain(first.dataDirectory);
});

test("a port that is none is one sentence in a dialog and exit code 1", async () => {
  await using desktop = await new RunningDesktop().start(70_000);
  expect(desktop.electron.app.exitCode).toBe(1);
  expect(desktop.electron.errorBoxes).toEqual([["Regdesk cannot start", "A port is a number from 0 to 65535."]]);
});
