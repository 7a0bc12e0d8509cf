import { join } from "node:path";
import { KEPT_IN } from "./config.ts";
import { DEFAULT_LOG_LEVEL, type Logbook } from "./logging.ts";
import type { HostSettings } from "./settings/settings.ts";

/** Where the log lies in a data directory. */
export function logDirectory(dataDirectory: string): string {
  return join(dataDirectory, KEPT_IN.logs);
}

export function keepLog(logbook: Logbook, dataDirectory: string): AsyncDisposable {
  return logbook.keepIn(logDirectory(dataDirectory));
}

/** The settings say how much is logged, unless the command line did. @returns stops following */
export function followLogLevel(logbook: Logbook, settings: HostSettings): () => void {
  if (logbook.isLevelGiven) return () => undefined;
  logbook.level = settings.now.logLevel;
  const stop = settings.listen(({ logLevel }) => (logbook.level = logLevel));
  return () => {
    stop();
    logbook.level = DEFAULT_LOG_LEVEL;
  };
}
