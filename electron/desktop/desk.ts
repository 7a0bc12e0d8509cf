import { dialog, type App, type BrowserWindow } from "electron";
import type { Desk } from "../desk.ts";
import { withoutLink } from "./deep-link.ts";
import { AT_LOGIN } from "./login-item.ts";

export interface DeskOptions {
  readonly app: App;
  /** What the program was started with. */
  readonly argv: readonly string[];
  /** The window that a question stands before. */
  readonly window: () => BrowserWindow | undefined;
  readonly quit: () => void;
}

/** The desktop as a host asks it for things. */
export function deskAround({ app, argv, window, quit }: DeskOptions): Desk {
  return {
    async choose(what) {
      const before = window();
      const question = { properties: [what === "file" ? ("openFile" as const) : ("openDirectory" as const)] };
      const { filePaths } = await (before === undefined
        ? dialog.showOpenDialog(question)
        : dialog.showOpenDialog(before, question));
      return filePaths[0];
    },
    startAnew() {
      // A link leads somewhere once, and who asks for a start wants to see it.
      const args = withoutLink(argv).filter((argument) => argument !== AT_LOGIN);
      // An AppImage runs from a mount that is gone after it ends; its own file is named in the environment.
      const program = process.env["APPIMAGE"];
      app.relaunch({ args, ...(program === undefined ? {} : { execPath: program }) });
      // Whoever asked is answered first.
      setImmediate(quit);
    },
  };
}
