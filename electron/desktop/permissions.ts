import type { Session } from "electron";
import type { WindowPage } from "./window-page.ts";

/** Electron grants every permission unless told otherwise. The window needs one: to write to the clipboard, for its copy buttons. */
export function restrictPermissions(session: Session, page: WindowPage): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl }) =>
    decide(isNeeded(permission) && page.owns(requestingUrl)),
  );
  session.setPermissionCheckHandler((_contents, permission, origin) => isNeeded(permission) && page.owns(origin));
  session.setDevicePermissionHandler(() => false);
}

const isNeeded = (permission: string) => permission === "clipboard-sanitized-write";
