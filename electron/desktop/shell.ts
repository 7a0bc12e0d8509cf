/** What stands around a host on a desktop: its window, tray, menu, badge, notifications and start at login. All of them
 *  show one standing, which is made of what every window is told. */
import { createRouterClient } from "@orpc/server";
import { app, Menu, protocol, session, type BrowserWindow } from "electron";
import type { Client } from "#shared/contract/contract.ts";
import { systemClock } from "../clock.ts";
import { actorBy, windowDirectory } from "../config.ts";
import type { Host } from "../host.ts";
import type { Logger } from "../logging.ts";
import type { HostRouter } from "../rpc/router.ts";
import { serveWindow } from "./app-protocol.ts";
import { Badge } from "./badge.ts";
import { Closing } from "./closing.ts";
import { HostWatch } from "./host-watch.ts";
import { pressIn } from "./key-press.ts";
import type { LastPlace } from "./last-place.ts";
import { LoginItem } from "./login-item.ts";
import { menuTemplate } from "./menu.ts";
import type { Messages } from "./messages/messages.ts";
import { Announcer } from "./notifications/announcer.ts";
import { OsNotifications, type Decisions } from "./notifications/os-notifications.ts";
import { OneWindow } from "./one-window.ts";
import { openWindow } from "./open-window.ts";
import { restrictPermissions } from "./permissions.ts";
import type { QuitQuestion } from "./quit-question.ts";
import type { Standing } from "./standing.ts";
import { TrayImages } from "./tray-images.ts";
import { isTrayShown } from "./tray-presence.ts";
import { TrayIcon } from "./tray.ts";
import type { WindowBounds } from "./window-bounds.ts";
import { windowPage } from "./window-page.ts";

export interface ShellOptions {
  readonly question: QuitQuestion;
  readonly bounds: WindowBounds;
  readonly lastPlace: LastPlace;
  readonly developmentServer: string | undefined;
  /** Nobody asked for this start, but the settings did. */
  readonly isAtLogin: boolean;
  /** What a start at login must be given to be the same Regdesk. */
  readonly givenAgain: readonly string[];
  readonly logger: Logger;
}

export class Shell implements Disposable {
  readonly #router: HostRouter;
  readonly #options: ShellOptions;
  readonly #window: OneWindow;
  readonly #watch: HostWatch;
  readonly #parts = new DisposableStack();
  #standing: Standing;
  #menuText: Messages | undefined;

  /** @returns when the host has said how it stands; no window is open yet */
  static async around(host: Host, options: ShellOptions): Promise<Shell> {
    const onFailure = (error: unknown) => options.logger.error({ err: error }, "the tray lost sight of the host");
    const languages = () => app.getPreferredSystemLanguages();
    const router = await host.router();
    const watch = new HostWatch(clientOf(router, "window"), languages, onFailure);
    return new Shell(router, options, watch, await watch.first);
  }

  private constructor(router: HostRouter, options: ShellOptions, watch: HostWatch, standing: Standing) {
    this.#router = router;
    this.#options = options;
    this.#watch = this.#parts.use(watch);
    this.#standing = standing;
    const page = windowPage(options.developmentServer);
    serveWindow(protocol, windowDirectory());
    restrictPermissions(session.defaultSession, page);
    this.#window = new OneWindow((place) => this.#opened(place), page.address);
    this.#showStanding();
  }

  get standing(): Standing {
    return this.#standing;
  }

  get window(): BrowserWindow | undefined {
    return this.#window.current;
  }

  /** Brings the window to the front. @param place where in it to lead, for example `#/changes` */
  present(place?: string): void {
    this.#window.present(place);
  }

  /** Whether the person wants no window at login, and there is a tray to open it from. */
  async startsHidden(): Promise<boolean> {
    return this.#startsUnseen && (await isTrayShown(process.platform));
  }

  [Symbol.dispose](): void {
    this.#parts.dispose();
  }

  get #startsUnseen(): boolean {
    return this.#options.isAtLogin && this.#standing.settings.startHidden;
  }

  /** Everything that shows the standing, and hears of it from one place. */
  #showStanding(): void {
    const { question, logger, givenAgain } = this.#options;
    const images = new TrayImages(app.getAppPath());
    const open = (place?: string) => this.present(place);
    const tray = this.#parts.use(
      new TrayIcon(images, { open, openPending: () => open("#/changes"), quit: () => app.quit() }),
    );
    const badge = new Badge(images, () => this.#window.current);
    const loginItem = new LoginItem({ app, args: givenAgain, logger });
    const decisions = decisionsOf(clientOf(this.#router, "notification"));
    const notifications = this.#parts.use(new OsNotifications({ open, decisions, standing: () => this.#standing }));
    const announcer = this.#parts.use(
      new Announcer({
        clock: systemClock,
        isWatched: () => this.#window.isWatched,
        announce: (announcement) => notifications.show(announcement),
        isUnseen: this.#startsUnseen,
      }),
    );
    this.#watch.listen((standing) => {
      this.#standing = standing;
      if (question.isAnswered) return; // ending
      this.#showMenu(standing.text);
      tray.show(standing);
      badge.show(standing);
      loginItem.apply(standing.settings.startAtLogin);
      notifications.withdraw(standing);
      announcer.hear(standing);
    });
  }

  /** The menu of the application, anew when the language has changed. */
  #showMenu(text: Messages): void {
    if (text === this.#menuText) return;
    this.#menuText = text;
    const commands = {
      open: (place: string) => this.present(place),
      press: (accelerator: string) => {
        this.present();
        if (this.#window.current) pressIn(this.#window.current.webContents, accelerator);
      },
    };
    const { platform } = process;
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate({ platform, development: !app.isPackaged, text, commands })),
    );
  }

  #opened(place: string): BrowserWindow {
    const { developmentServer, bounds, lastPlace, question, logger } = this.#options;
    const router = this.#router;
    const window = openWindow({
      page: windowPage(developmentServer),
      place: place === "" ? lastPlace.remembered : place,
      bounds,
      router,
      text: () => this.#standing.text,
      logger,
    });
    const closing = new Closing({
      standing: () => this.#standing,
      remember: (onClose) => clientOf(router, "window").settings.update({ onClose }),
      quit: () => app.quit(),
      quitUnasked: () => question.quitUnasked(),
      logger,
    });
    window.on("close", (event) => {
      lastPlace.remember(window.webContents);
      if (question.isAnswered) return;
      event.preventDefault();
      void closing.close(window);
    });
    return window;
  }
}

/** The host as a window sees it, without a carrier in between. @param way how the audit tells who acted */
function clientOf(router: HostRouter, way: "window" | "notification"): Client {
  return createRouterClient(router, { context: { actor: actorBy(way) } });
}

function decisionsOf({ changeRequests }: Client): Decisions {
  return {
    approve: (id) => changeRequests.approve({ ids: [id] }),
    deny: (id) => changeRequests.deny({ ids: [id] }),
  };
}
