import type { HostStatus, ListenAddress } from "#shared/model/host-status.ts";

/** Addresses as useful to a device as possible: real networks, then virtual ones, then this machine alone. */
export function byUsefulness(addresses: readonly ListenAddress[]): ListenAddress[] {
  const rank = (address: ListenAddress) => (address.loopback ? 2 : address.virtual ? 1 : 0);
  return addresses.toSorted((a, b) => rank(a) - rank(b));
}

/** The address to point devices at; without any network, the one that works from this machine. */
export function addressForDevices(status: Pick<HostStatus, "addresses" | "devicesUrl">): string {
  return byUsefulness(status.addresses)[0]?.url ?? status.devicesUrl;
}

/** Whether no other machine can reach the listener. */
export function onlyThisMachine(status: Pick<HostStatus, "addresses">): boolean {
  return status.addresses.length > 0 && status.addresses.every(({ loopback }) => loopback);
}

export function withoutScheme(url: string): string {
  return url.replace(/^https?:\/\//, "");
}
