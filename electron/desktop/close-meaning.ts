import type { Settings } from "#shared/model/settings.ts";

/** What a close means, as far as it can be told without asking. */
export function meaningOf(
  { onClose }: Pick<Settings, "onClose">,
  desktop: { readonly platform: NodeJS.Platform; readonly isTrayShown: boolean },
): Settings["onClose"] {
  // On macOS a program without windows goes on, and the Dock leads back to it: nobody there expects to be asked.
  if (desktop.platform === "darwin") return onClose === "quit" ? "quit" : "stay";
  return desktop.isTrayShown ? onClose : "quit";
}
