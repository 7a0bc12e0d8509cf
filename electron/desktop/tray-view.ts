/** What the tray shows of how Regdesk stands: plain data, so that it can be compared and a menu that lies open is not
 *  replaced every second. */
import type { Standing } from "./standing.ts";

export interface TrayView {
  /** A file in `resources/tray`, without its ending. */
  readonly image: string;
  readonly toolTip: string;
  readonly menu: TrayMenu;
}

/** Labels, except for the addresses. */
export interface TrayMenu {
  readonly summary: string;
  readonly open: string;
  readonly pending: string;
  readonly hasPending: boolean;
  readonly addressesLabel: string;
  readonly addresses: readonly { readonly url: string; readonly label: string }[];
  readonly quit: string;
}

/** A laptop with many interfaces must not fill the screen with them. */
const ADDRESSES_SHOWN = 4;

export function trayView(standing: Standing, platform: NodeJS.Platform): TrayView {
  const { text, worst, pending, pushing, addresses } = standing;
  const summary = summaryOf(standing);
  return {
    // macOS draws its menu bar's images itself, in whatever colour is seen there; the file's name tells it to.
    image: platform === "darwin" ? `${worst}Template` : worst,
    toolTip: `Regdesk – ${summary} · ${text.tray.pushing(pushing)}`,
    menu: {
      summary,
      open: text.tray.open,
      pending: text.tray.pending(pending.length),
      hasPending: pending.length > 0,
      addressesLabel: text.tray.addresses,
      addresses: addresses.slice(0, ADDRESSES_SHOWN).map((url) => ({ url, label: text.tray.copy(url) })),
      quit: text.tray.quit,
    },
  };
}

/** The worst of it in a few words, as in the window: one thing, never two. */
export function summaryOf({
  text,
  troubles,
  offline,
  ringing,
  pending,
}: Pick<Standing, "text" | "troubles" | "offline" | "ringing" | "pending">): string {
  const [trouble] = troubles;
  if (trouble) return text.troubles[trouble.type] ?? trouble.message;
  if (offline > 0) return text.tray.offline(offline);
  if (ringing > 0) return text.tray.alarms(ringing);
  return pending.length > 0 ? text.tray.waiting(pending.length) : text.tray.well;
}
