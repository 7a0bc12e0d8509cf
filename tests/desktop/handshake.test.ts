/** The way from the window's page to the host: the preload, the port, and who is let in. */
import { expect, test, vi } from "vitest";
import { CONNECT } from "#shared/carrier.ts";
import { FakeFrame } from "./fake-window.ts";
import { RunningDesktop } from "./running-desktop.ts";

/** By address, because these tests' types know the whole of a page and the preload's own only what it needs. */
const PRELOAD = new URL("../../electron/desktop/preload.ts", import.meta.url).href;

test("a port from the window's page reaches the host", async () => {
  await using desktop = await new RunningDesktop().start();
  const status = await desktop.connect().host.status();
  expect(status).toMatchObject({ dataDirectory: desktop.dataDirectory, registers: 0 });
});

test("what a device pushes shows up at the other end of the port", async () => {
  await using desktop = await new RunningDesktop().start();
  const client = desktop.connect();
  const feed = await client.registers.watch();
  expect((await feed.next()).value).toMatchObject({ kind: "snapshot", registers: [] });
  const { devicesUrl } = await client.host.status();
  await fetch(`${devicesUrl}/provider`, {
    method: "PUT",
    body: JSON.stringify({ registers: { "boiler.temp": { value: 21 } } }),
  });
  expect((await feed.next()).value).toMatchObject({ kind: "delta", changed: [{ name: "boiler.temp", value: "21" }] });
});

test("the preload passes on the page's port, and nothing else", async () => {
  await using desktop = await new RunningDesktop().start();
  const sent: unknown[] = [];
  desktop.electron.ipcMain.on(CONNECT, (event: { ports: unknown[] }) => sent.push(event.ports.length));
  const page = new EventTarget();
  vi.stubGlobal("window", page);
  await import(PRELOAD);
  const post = (source: unknown, data: unknown) =>
    page.dispatchEvent(Object.assign(new Event("message"), { source, data, ports: [new MessageChannel().port1] }));
  post(page, CONNECT);
  post(page, "something else");
  post({ another: "window" }, CONNECT);
  vi.unstubAllGlobals();
  expect(sent).toEqual([1]);
});

test.each<[string, FakeFrame | null]>([
  ["a frame inside the page", Object.assign(new FakeFrame(), { url: "regdesk://app/" })],
  ["a frame that is gone", null],
])("%s is refused: its port is closed unanswered", async (_who, frame) => {
  await using desktop = await new RunningDesktop().start();
  expect(await answer(desktop, frame)).toBe("closed");
});

test.each(["https://example.com/", "file:///index.html", "regdesk://elsewhere/", ""])(
  "the window's own frame is refused while it shows %s",
  async (url) => {
    await using desktop = await new RunningDesktop().start();
    const { mainFrame } = desktop.window.webContents;
    mainFrame.url = url;
    expect(await answer(desktop, mainFrame)).toBe("closed");
  },
);

test("two ports at once are refused, and a message without one does no harm", async () => {
  await using desktop = await new RunningDesktop().start();
  const channels = [new MessageChannel(), new MessageChannel()];
  const closed = Promise.all(channels.map(({ port1 }) => closing(port1)));
  desktop.electron.send(
    CONNECT,
    channels.map(({ port2 }) => port2),
  );
  await closed;
  desktop.electron.send(CONNECT, []);
  await expect(desktop.connect().host.status()).resolves.toBeDefined();
});

test("a window's ports are closed when it goes", async () => {
  await using desktop = await new RunningDesktop().start();
  const { port1, port2 } = new MessageChannel();
  desktop.electron.send(CONNECT, [port2]);
  const closed = closing(port1);
  desktop.window.close();
  await closed;
});

/** Whether the host answers a call over a port from this frame, or closes it. */
async function answer(desktop: RunningDesktop, frame: FakeFrame | null): Promise<"answered" | "closed"> {
  const { port1, port2 } = new MessageChannel();
  const ending = Promise.race([
    closing(port1).then(() => "closed" as const),
    new Promise<"answered">((resolve) => port1.addEventListener("message", () => resolve("answered"))),
  ]);
  port1.start();
  desktop.electron.send(CONNECT, [port2], frame);
  return await ending;
}

const closing = (port: MessagePort) =>
  new Promise<void>((resolve) => {
    port.addEventListener("close", () => resolve());
    port.start();
  });
