import { WINDOW_ORIGIN } from "./app-protocol.ts";

/** Where the one window's page comes from; whatever has another address is a stranger. */
export interface WindowPage {
  readonly address: string;
  /** Whether an address is a page of this window: the same origin, whatever the path or the route behind `#`. */
  owns(address: string): boolean;
}

/** @param developmentServer electron-vite's address while it reloads the window hot, else nothing */
export function windowPage(developmentServer: string | undefined): WindowPage {
  const address = developmentServer ?? `${WINDOW_ORIGIN}/`;
  return { address, owns: (other) => originOf(other) === originOf(address) };
}

/** `URL.origin` is "null" for a scheme of one's own, hence by hand. */
function originOf(address: string): string | undefined {
  const url = URL.parse(address);
  return url ? `${url.protocol}//${url.host}` : undefined;
}
