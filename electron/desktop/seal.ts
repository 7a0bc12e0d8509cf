import type { SafeStorage } from "electron";
import type { Logger } from "../logging.ts";
import type { Seal } from "../secrets.ts";

/** The system's key store, where there is one. What Linux calls `basic_text` is none: it hides a text from nobody but the
 *  eye, and a file that only looks sealed is worse than one of which is said that it is not. Only once Electron is ready. */
export async function systemSeal(safeStorage: SafeStorage, logger: Logger): Promise<Seal | undefined> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return undefined;
    if (process.platform === "linux" && safeStorage.getSelectedStorageBackend() === "basic_text") return undefined;
  } catch (error) {
    logger.warn({ err: error }, "the system's key store does not answer");
    return undefined;
  }
  return {
    seal: (text) => safeStorage.encryptStringAsync(text),
    open: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
  };
}
