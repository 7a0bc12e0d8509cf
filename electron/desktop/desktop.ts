/** How the desktop begins and ends: what must happen before Electron is ready, the host, the shell around it, and their end. */
import { app, dialog, powerMonitor, protocol, safeStorage } from "electron";
import { join } from "node:path";
import { KEPT_IN, prepareDataDirectory } from "../config.ts";
import { eraseBeforeDesktop } from "../erasing.ts";
import { startHost, type Host, type HostOptions } from "../host.ts";
import type { Logger } from "../logging.ts";
import { SCHEME, WINDOW_SCHEME } from "./app-protocol.ts";
import { linkIn, placeOf } from "./deep-link.ts";
import { deskAround } from "./desk.ts";
import { LastPlace } from "./last-place.ts";
import { isStartAtLogin } from "./login-item.ts";
import type { Messages } from "./messages/messages.ts";
import { endWithTheSystem, powerNotices } from "./power.ts";
import { QuitQuestion } from "./quit-question.ts";
import { quitOnSignals, stopBeforeQuit } from "./quit.ts";
import { systemSeal } from "./seal.ts";
import { Shell } from "./shell.ts";
import { sayWhyNot } from "./start-failure.ts";
import { Starts } from "./starts.ts";
import { WindowBounds } from "./window-bounds.ts";

export interface DesktopOptions extends HostOptions {
  readonly argv: readonly string[];
  /** The link by which it was started, unchecked. */
  readonly link: string | undefined;
  /** What a start at login must be given to be the same Regdesk. */
  readonly givenAgain: readonly string[];
  /** electron-vite's address while it reloads the window hot; never in an installed Regdesk. */
  readonly developmentServer: string | undefined;
}

/** electron-builder.yml gives the program the same; without it Windows shows no notifications. */
const APP_ID = "app.regdesk";

/** Must be called before Electron is ready. Returns at once; from here on Electron's events lead.
 *  @throws {RegdeskError} `DATA_DIRECTORY_UNUSABLE` */
export function runDesktop(options: DesktopOptions): void {
  eraseBeforeDesktop(options.dataDirectory);
  const chromiumDirectory = join(options.dataDirectory, KEPT_IN.window);
  // Before Electron makes them, because Electron would let others read them.
  for (const directory of [options.dataDirectory, chromiumDirectory]) prepareDataDirectory(directory);
  app.setPath("userData", chromiumDirectory);
  // Electron keeps the lock in the directory just set: one window per data directory.
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  const starts = new Starts(join(chromiumDirectory, "starts.json"), options.logger);
  const bounds = new WindowBounds(join(chromiumDirectory, "bounds.json"), options.logger);
  const lastPlace = new LastPlace(join(chromiumDirectory, "place.json"), options.logger);
  const isSafe = starts.begin(Date.now());
  if (isSafe) {
    options.logger.error("started afresh after two crashes");
    bounds.forget();
    lastPlace.forget();
    app.disableHardwareAcceleration();
  }
  app.on("quit", () => starts.end());
  protocol.registerSchemesAsPrivileged([WINDOW_SCHEME]);
  if (process.platform === "win32") app.setAppUserModelId(APP_ID);
  const desktop = new Desktop(options, { starts, bounds, lastPlace, isSafe });
  void app.whenReady().then(() => desktop.start());
}

interface Beginning {
  readonly starts: Starts;
  readonly bounds: WindowBounds;
  readonly lastPlace: LastPlace;
  /** The last starts crashed: nothing that could have been the reason is taken up again. */
  readonly isSafe: boolean;
}

class Desktop {
  readonly #options: DesktopOptions;
  readonly #beginning: Beginning;
  /** Where in the window a link led while there was none yet. */
  #place: string | undefined;
  #shell: Shell | undefined;

  constructor(options: DesktopOptions, beginning: Beginning) {
    this.#options = options;
    this.#beginning = beginning;
    if (!beginning.isSafe) this.#follow(options.link);
    // Before Electron is ready, or macOS's first link is missed.
    app.on("open-url", (event, link) => {
      event.preventDefault();
      this.#follow(link);
    });
    app.on("second-instance", (_event, argv) => {
      const link = linkIn(argv);
      if (link === undefined) this.#shell?.present();
      else this.#follow(link);
    });
    app.on("activate", () => this.#shell?.present());
    // A window that was closed is only hidden. Should it be lost otherwise, a Regdesk out of reach would be worse than none;
    // on macOS the Dock leads to a new one.
    app.on("window-all-closed", () => {
      if (process.platform !== "darwin") app.quit();
    });
  }

  async start(): Promise<void> {
    const { logger } = this.#options;
    const question = new QuitQuestion(app, () => this.#shell?.standing);
    const starting = this.#startHost(question);
    // Before the first wait, so that a quit during the start waits for the host too.
    stopBeforeQuit(app, {
      stop: async () => {
        this.#shell?.[Symbol.dispose]();
        await (await starting)[Symbol.asyncDispose]();
      },
      onFailure: (error) => logger.error({ err: error }, "bad stop"),
    });
    quitOnSignals(() => question.quitUnasked());
    endWithTheSystem(app, powerMonitor, () => {
      this.#beginning.starts.end();
      question.quitUnasked();
    });
    const host = await started(starting, logger);
    if (host) await this.#open(host, question);
  }

  async #startHost(question: QuitQuestion): Promise<Host> {
    const { argv, logger } = this.#options;
    return startHost({
      ...this.#options,
      seal: await systemSeal(safeStorage, logger),
      powerNotices: powerNotices(powerMonitor),
      desk: deskAround({ app, argv, window: () => this.#shell?.window, quit: () => question.quitUnasked() }),
    });
  }

  async #open(host: Host, question: QuitQuestion): Promise<void> {
    const { bounds, lastPlace, isSafe } = this.#beginning;
    const isAtLogin = isStartAtLogin(app, this.#options.argv);
    const shell = await Shell.around(host, { ...this.#options, question, bounds, lastPlace, isAtLogin });
    this.#shell = shell;
    const isDeaf = shell.standing.troubles.some(({ type }) => type === "Listening");
    const place = this.#place ?? (isDeaf ? "#/connect" : undefined);
    if (place !== undefined || !(await shell.startsHidden())) shell.present(place);
    if (app.isPackaged && !app.setAsDefaultProtocolClient(SCHEME)) {
      this.#options.logger.info("links do not lead here: the system did not take Regdesk for them");
    }
    if (isSafe) await saySafe(shell.standing.text);
  }

  /** A link may come at any time, and from anybody. */
  #follow(link: string | undefined): void {
    if (link === undefined) return;
    const place = placeOf(link);
    if (place === undefined) this.#options.logger.warn({ link: link.slice(0, 200) }, "link refused");
    if (this.#shell) this.#shell.present(place);
    else this.#place = place;
  }
}

/** The host, or nothing after saying why there is none. */
async function started(starting: Promise<Host>, logger: Logger): Promise<Host | undefined> {
  try {
    return await starting;
  } catch (error) {
    logger.fatal({ err: error }, "host did not start");
    sayWhyNot(error);
    return undefined;
  }
}

async function saySafe({ safeMode }: Messages): Promise<void> {
  await dialog.showMessageBox({
    type: "warning",
    message: safeMode.title,
    detail: safeMode.detail,
    buttons: [safeMode.close],
  });
}
