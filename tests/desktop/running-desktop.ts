/** Runs the real `electron/main.ts` on a fake Electron, with a data directory and ports of its own. */
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { vi } from "vitest";
import { CONNECT } from "#shared/carrier.ts";
import type { Client } from "#shared/contract/contract.ts";
import { FakeElectron } from "./fake-electron.ts";
import type { FakeTray } from "./fake-menu.ts";
import type { FakeWindow } from "./fake-window.ts";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
const ENVIRONMENT = ["XDG_CONFIG_HOME", "DBUS_SESSION_BUS_ADDRESS", "PATH"] as const;

export interface Desk {
  /** Whether Linux's desktop shows status icons; Windows and macOS always do. */
  readonly hasTray?: boolean;
  /** What stands on the command line besides. */
  readonly args?: readonly string[];
}

export class RunningDesktop implements AsyncDisposable {
  readonly electron: FakeElectron;
  readonly dataDirectory: string;
  readonly #ownDirectory: boolean;
  readonly #arguments = process.argv;
  readonly #environment = ENVIRONMENT.map((name) => process.env[name]);
  readonly #listeners = SIGNALS.map((signal) => process.listeners(signal));

  constructor(electron = new FakeElectron(), dataDirectory?: string) {
    this.electron = electron;
    this.#ownDirectory = dataDirectory === undefined;
    this.dataDirectory = dataDirectory ?? mkdtempSync(join(tmpdir(), "regdesk-desktop-"));
  }

  /** Where the person's own settings of the desktop lie, for example what starts at login. */
  get configDirectory(): string {
    return join(this.dataDirectory, "config");
  }

  /** Starts it, and returns as soon as it shows a tray or Electron has ended; a window, too, unless it starts without.
   *  @param port where devices would reach it */
  async start(port = 0, { hasTray = false, args = [] }: Desk = {}): Promise<this> {
    this.#furnish(hasTray);
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
    process.argv = ["electron", ".", "--a-switch-of-chromium", ...own, ...args];
    vi.resetModules();
    vi.doMock("electron", () => this.electron.module());
    await import("#electron/main.ts");
    const { app, windows, trays } = this.electron;
    const isHidden = args.includes("--at-login");
    const isThere = () => (isHidden ? trays.length > 0 : windows.length > 0);
    await vi.waitUntil(() => isThere() || app.exitCode !== undefined, { timeout: 10_000 });
    return this;
  }

  get window(): FakeWindow {
    const [window] = this.electron.windows;
    if (!window) throw new Error("there is no window");
    return window;
  }

  get tray(): FakeTray {
    const [tray] = this.electron.trays;
    if (!tray) throw new Error("there is no tray");
    return tray;
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
    this.electron.powerMonitor.emit("shutdown"); // asks nothing
    await vi.waitUntil(() => this.electron.app.exitCode !== undefined, { timeout: 10_000 });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.electron.app.exitCode === undefined) await this.quit();
    process.argv = this.#arguments;
    for (const [index, name] of ENVIRONMENT.entries()) restore(name, this.#environment[index]);
    for (const [index, signal] of SIGNALS.entries()) this.#removeNew(signal, this.#listeners[index] ?? []);
    if (this.#ownDirectory) rmSync(this.dataDirectory, { recursive: true, force: true });
  }

  /** A desktop apart from the one the tests run on: a session bus that is not there, or a program that asks one which is. */
  #furnish(hasTray: boolean): void {
    process.env["XDG_CONFIG_HOME"] = this.configDirectory;
    process.env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nowhere";
    if (!hasTray) return;
    const programs = join(this.dataDirectory, "programs");
    mkdirSync(programs, { recursive: true });
    writeFileSync(join(programs, "busctl"), "#!/bin/sh\necho b true\n");
    chmodSync(join(programs, "busctl"), 0o755);
    process.env["PATH"] = [programs, process.env["PATH"]].join(delimiter);
  }

  #removeNew(signal: NodeJS.Signals, before: readonly NodeJS.SignalsListener[]): void {
    for (const listener of process.listeners(signal)) if (!before.includes(listener)) process.off(signal, listener);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) Reflect.deleteProperty(process.env, name);
  else process.env[name] = value;
}

/** Makes this process believe that it runs elsewhere, until disposed of. */
export function onPlatform(platform: NodeJS.Platform): Disposable {
  const { platform: real } = process;
  Object.defineProperty(process, "platform", { value: platform });
  return { [Symbol.dispose]: () => Object.defineProperty(process, "platform", { value: real }) };
}
