/** The desktop's entry. Like the command line, it only reads what was asked for and hands it on. */
import { app } from "electron";
import { desktopCommandLine } from "./desktop/command-line.ts";
import { runDesktop } from "./desktop/desktop.ts";
import { sayWhyNot } from "./desktop/start-failure.ts";
import { Logbook } from "./logging.ts";

try {
  const argv = process.argv.slice(1);
  const { logLevel, ...options } = desktopCommandLine(argv);
  const logbook = new Logbook(logLevel);
  const developmentServer = app.isPackaged ? undefined : process.env["ELECTRON_RENDERER_URL"];
  runDesktop({ ...options, argv, developmentServer, logger: logbook.logger, logbook });
} catch (error) {
  sayWhyNot(error);
}
