/** Which requests are not for this listener: those that a browser page of somebody else sends. Devices send no Origin. */
import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";
import { hostname } from "node:os";
import { RegdeskError } from "#shared/errors.ts";

/** In the domain name system, and room for a port. */
const LONGEST_NAME = 260;

const OWN_NAMES = new Set(["localhost", hostname().toLowerCase()]);

/** @returns why the request is refused, or undefined */
export function refusedAdmission({ headers: { host, origin } }: IncomingMessage): RegdeskError | undefined {
  if (host !== undefined && !isOwnHost(host)) {
    // A page whose name was made to resolve to this machine would pass for one of ours (DNS rebinding).
    return new RegdeskError(
      "HOST_FOREIGN",
      `Host ${host.slice(0, LONGEST_NAME)} is not this machine; use its address, its name or a name that ends in .local`,
    );
  }
  if (origin !== undefined && origin !== `http://${host ?? ""}`) {
    return new RegdeskError(
      "ORIGIN_FOREIGN",
      `a page of ${origin.slice(0, LONGEST_NAME)} may not use this listener; only devices and programs may`,
    );
  }
  return undefined;
}

/** Every request asks, and a site knows this machine by a handful of names. */
const judged = new Map<string, boolean>();

function isOwnHost(host: string): boolean {
  if (host.length > LONGEST_NAME) return false;
  const known = judged.get(host);
  if (known !== undefined) return known;
  if (judged.size > 1_000) judged.clear();
  const own = judge(host);
  judged.set(host, own);
  return own;
}

function judge(host: string): boolean {
  const name = nameIn(host).toLowerCase().replace(/\.$/, "");
  return isIP(name) !== 0 || OWN_NAMES.has(name) || name.endsWith(".local");
}

/** A Host header without its port; an IPv6 address without its brackets. */
function nameIn(host: string): string {
  if (host.startsWith("[")) return host.slice(1, host.indexOf("]"));
  const colon = host.lastIndexOf(":");
  return colon === -1 ? host : host.slice(0, colon);
}
