/** Updates are a person's own doing. Nothing here, and nothing elsewhere in Regdesk, looks for one. */
import { dialog, type Shell } from "electron";
import { VERSION } from "../config.ts";
import type { Messages } from "./messages/messages.ts";

/** The page on which newer versions would be found. @param manifest the package's own `package.json`
 *  @returns undefined when it names none that could exist: `.invalid` stands for "no such page" (RFC 2606) */
export function releasesPage(manifest: Readonly<Record<string, unknown>>): string | undefined {
  const { homepage, repository } = manifest;
  const named = [homepage, repository, hasUrl(repository) ? repository.url : undefined];
  return named.find((page): page is string => typeof page === "string" && isPage(page));
}

function isPage(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === "https:" && !url.hostname.endsWith(".invalid");
}

const hasUrl = (repository: unknown): repository is { readonly url: unknown } =>
  typeof repository === "object" && repository !== null && "url" in repository;

/** Says what is true, and opens the page in the person's own browser if there is one and they want it. */
export async function explainUpdates(text: Messages, page: string | undefined, shell: Shell): Promise<void> {
  const { updates } = text;
  const where = page === undefined ? updates.noPage : updates.page(page);
  const { response } = await dialog.showMessageBox({
    type: "info",
    message: updates.title(VERSION),
    detail: `${updates.never}\n\n${where}`,
    buttons: page === undefined ? [updates.close] : [updates.close, updates.open],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  if (page !== undefined && response === 1) await shell.openExternal(page);
}
