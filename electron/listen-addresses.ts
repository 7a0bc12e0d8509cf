import { networkInterfaces } from "node:os";
import type { ListenAddress } from "#shared/model/host-status.ts";

/** Names that VPNs, containers and virtual machines give their interfaces: devices can rarely reach those. */
const VIRTUAL =
  /^(docker|br-|veth|virbr|vmnet|vboxnet|vEthernet|utun|tun|tap|wg|tailscale|zt|ppp|ipsec|lxc|cni|flannel|podman)/i;

/** The addresses devices can be pointed at, the likeliest first. @param host what the listener is bound to */
export function listenAddresses(host: string, port: number): ListenAddress[] {
  const all = Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.filter(({ family }) => family === "IPv4").map(({ address, internal }) => ({ name, address, internal })),
  );
  const everywhere = host === "0.0.0.0" || host === "::";
  return all
    .filter(({ address }) => everywhere || address === host)
    .map(({ name, address, internal }) => ({
      url: `http://${address}:${port}`,
      interface: name,
      loopback: internal,
      virtual: VIRTUAL.test(name),
    }))
    .sort((a, b) => rank(a) - rank(b));
}

/** Only this machine is listened for: that it is on no network is no matter. */
const LOOPBACK = /^(127\.|::1$|localhost$)/;

/** Whether a listener for other machines is on none of their networks. A direct cable is one, too.
 *  @param host what the listener is bound to */
export function isCutOff(host: string, interfaces = networkInterfaces()): boolean {
  if (LOOPBACK.test(host)) return false;
  const real = Object.entries(interfaces).filter(([name]) => !VIRTUAL.test(name));
  return real.every(([, addresses = []]) => addresses.every(({ internal }) => internal));
}

function rank({ loopback, virtual }: ListenAddress): number {
  return loopback ? 2 : virtual ? 1 : 0;
}

/** The address that reaches the listener from this machine. */
export function localUrl(host: string, port: number): string {
  if (host === "0.0.0.0" || host === "::") return `http://127.0.0.1:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}
