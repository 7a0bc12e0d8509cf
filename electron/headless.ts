/** The host without a desktop: its window is served to a browser of this machine. */
import { actorBy, windowDirectory } from "./config.ts";
import { startHost, type Host, type HostOptions } from "./host.ts";
import { startWindowServer } from "./web/window-server.ts";

export interface HeadlessOptions extends HostOptions {
  /** The window's port on 127.0.0.1; 0 picks a free one. */
  readonly windowPort: number;
}

export interface Headless extends AsyncDisposable {
  readonly host: Host;
  /** The address to open in a browser, with its token. */
  readonly windowUrl: string;
}

/** @throws {RegdeskError} like `startHost`, and `PORT_IN_USE` for the window's port */
export async function startHeadless(options: HeadlessOptions): Promise<Headless> {
  await using started = new AsyncDisposableStack();
  const host = started.use(await startHost(options));
  const window = started.use(
    await startWindowServer({
      directory: windowDirectory(),
      port: options.windowPort,
      webSockets: (options) => host.webSockets(actorBy("window"), options),
    }),
  );
  const running = started.move();
  return { host, windowUrl: window.url, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
