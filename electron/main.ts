/** The desktop's entry. Like the command line, it only reads what was asked for and hands it on. */
import { app } from "electron";
import { desktopCommandLine } from "./desktop/command-line.ts";
import { runDesktop } from "./desktop/desktop.ts";
import { sayWhyNot } from "./desktop/start-failure.ts";
import { rootLogger } from "./logging.ts";

try {
  const { logLevel, ...options } = desktopCommandLine(process.argv.slice(1));
  const developmentServer = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];
  runDesktop({ ...options, developmentServer, logger: rootLogger(logLevel) });
} catch (error) {
  sayWhyNot(error);
}
