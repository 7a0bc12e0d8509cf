/** How a Regdesk announces itself by DNS-SD (RFC 6763), and how such an announcement is read. Anybody on the network can
 *  send one: what is not plainly another Regdesk is no peer. */
import type { Answer } from "dns-packet";
import { isIPv4 } from "node:net";
import type { FoundPeer } from "#shared/model/network.ts";

export const SERVICE = "_regdesk._tcp.local";
/** Where programs ask which services there are at all. */
const SERVICES = "_services._dns-sd._udp.local";
/** So long an announcement counts, in seconds: a laptop that was carried away is gone soon. */
export const LASTS = 120;
const LONGEST_NAME = 63;

export interface Announced {
  /** What tells this run of Regdesk from every other. */
  readonly id: string;
  /** The machine's name. */
  readonly machine: string;
  readonly port: number;
  readonly version: string;
}

/** @param address the machine's on the network it is sent to  @param ttl 0 takes it back */
export function announcement(
  { id, machine, port, version }: Announced,
  address: string,
  ttl: number = LASTS,
): Answer[] {
  const label = machine.replaceAll(".", "-").slice(0, LONGEST_NAME - 20);
  const instance = `Regdesk on ${label} (${port}).${SERVICE}`;
  // A host name of its own: the machine's own belongs to the operating system, which may announce it, too.
  const target = `regdesk-${id}.local`;
  return [
    { name: SERVICE, type: "PTR", ttl, data: instance },
    { name: SERVICES, type: "PTR", ttl, data: SERVICE },
    { name: instance, type: "SRV", ttl, data: { target, port, priority: 0, weight: 0 } },
    { name: instance, type: "TXT", ttl, data: [`version=${version}`, "path=/", `id=${id}`] },
    { name: target, type: "A", ttl, data: address },
  ];
}

/** Whether a question is about it. */
export function isAskedFor(name: string, announced: readonly Answer[]): boolean {
  return announced.some((answer) => answer.name.toLowerCase() === name.toLowerCase());
}

export interface HeardPeer extends FoundPeer {
  readonly id: string;
  /** Seconds; 0 means that it goes. */
  readonly ttl: number;
}

/** The Regdesks that a packet tells of. @param sender its address, for one that names none */
export function peersIn(records: readonly Answer[], sender: string): HeardPeer[] {
  return records.flatMap((record) => {
    if (record.type !== "PTR" || record.name.toLowerCase() !== SERVICE) return [];
    const peer = peerOf(record.data, records, sender);
    return peer === undefined ? [] : [{ ...peer, ttl: Math.min(record.ttl ?? LASTS, LASTS) }];
  });
}

function peerOf(instance: string, records: readonly Answer[], sender: string): Omit<HeardPeer, "ttl"> | undefined {
  const named = records.filter(({ name }) => name === instance);
  const service = named.find((record) => record.type === "SRV")?.data;
  const text = named.find((record) => record.type === "TXT")?.data;
  if (service === undefined || text === undefined || !isPort(service.port)) return undefined;
  const words = new Map([text].flat().map((word) => String(word).split(/=(.*)/s, 2) as [string, string]));
  const [id, version] = [plain(words.get("id")), plain(words.get("version"))];
  const own = records.find((record) => record.type === "A" && record.name === service.target);
  const host = own?.type === "A" && isIPv4(own.data) ? own.data : sender;
  const name = plain(instance.slice(0, -SERVICE.length - 1));
  if (id === undefined || name === undefined) return undefined;
  const url = `http://${host}:${service.port}`;
  return { id, name, host, url, ...(version === undefined ? {} : { version }) };
}

const isPort = (port: unknown): port is number => Number.isInteger(port) && Number(port) > 0 && Number(port) <= 65_535;

/** A short text that a screen can show. */
function plain(text: string | undefined): string | undefined {
  return text === undefined || text === "" || text.length > 100 || /\p{C}/u.test(text) ? undefined : text;
}
