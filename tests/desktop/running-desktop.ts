/** Runs the real `electron/main.ts` on a fake Electron, with a data directory and ports of its own. */
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { CONNECT } from "#shared/carrier.ts";
import type { Client } from "#shared/contract/contract.ts";
import { FakeElectron, type FakeWindow } from "./fake-electron.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export class RunningDesktop implements AsyncDisposable {
  readonly electron: FakeElectron;
  readonly dataDirectory: string;
  readonly #ownDirectory: boolean;
  readonly #arguments = process.argv;
  readonly #listeners = SIGNALS.map((signal) => process.listeners(signal));

  constructor(electron = new FakeElectron(), dataDirectory?: string) {
    this.electron = electron;
    this.#ownDirectory = dataDirectory === undefined;
    this.dataDirectory = dataDirectory ?? mkdtempSync(join(tmpdir(), "regdesk-desktop-"));
  }

  /** Starts it, and returns as soon as a window is there or Electron has ended.
   *  @param port where devices would reach it */
  async start(port = 0): Promise<this> {
    const own = [
      "--data-dir",
      this.dataDirectory,
      "--host",
      "127.0.0.1",
      "--port",
      String(port),
      "--log-level",
      "silent",
    ];
    process.argv = ["electron", ".", "--a-switch-of-chromium", ...own];
    vi.resetModules();
    vi.doMock("electron", () => this.electron.module());
    await import("#electron/main.ts");
    const { app, windows } = this.electron;
    await vi.waitUntil(() => windows.length > 0 || app.exitCode !== undefined, { timeout: 10_000 });
    return this;
  }

  get window(): FakeWindow {
    const [window] = this.electron.windows;
    if (!window) throw new Error("there is no window");
    return window;
  }

  /** A client as the window makes one: it keeps one end of a channel and gives the other away. */
  connect(): Client {
    const { port1, port2 } = new MessageChannel();
    this.electron.send(CONNECT, [port2]);
    const client: Client = createORPCClient(new RPCLink({ port: port1 }));
    port1.start();
    return client;
  }

  async quit(): Promise<void> {
    this.electron.app.quit();
    await vi.waitUntil(() => this.electron.app.exitCode !== undefined, { timeout: 10_000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.electron.app.exitCode === undefined) await this.quit();
    process.argv = this.#arguments;
    for (const [index, signal] of SIGNALS.entries()) this.#removeNew(signal, this.#listeners[index] ?? []);
    if (this.#ownDirectory) rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  #removeNew(signal: NodeJS.Signals, before: readonly NodeJS.SignalsListener[]): void {
    for (const listener of process.listeners(signal)) if (!before.includes(listener)) process.off(signal, listener);
  }
}
