import type { Shell, WebContents } from "electron";
import type { WindowPage } from "./window-page.ts";

/** Keeps the page where it is: it opens no window and goes nowhere. A link to the web opens in the person's own browser. */
export function confine(contents: WebContents, page: WindowPage, shell: Shell): void {
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, shell);
    return { action: "deny" };
  });
  contents.on("will-navigate", (event) => {
    if (page.owns(event.url)) return;
    event.preventDefault();
    openOutside(event.url, shell);
  });
  contents.on("will-redirect", (event) => {
    if (!page.owns(event.url)) event.preventDefault();
  });
  contents.on("will-attach-webview", (event) => {
    event.preventDefault();
  });
}

/** Only `https:`: the operating system would start a program for other schemes, whatever the page says. */
function openOutside(address: string, shell: Shell): void {
  if (URL.parse(address)?.protocol === "https:") void shell.openExternal(address);
}
