import { BlockList, isIP } from "node:net";

/** An address, or a range as CIDR writes it. */
interface AddressRange {
  readonly address: string;
  readonly family: "ipv4" | "ipv6";
  /** How many bits are fixed; undefined for a single address. */
  readonly prefix: number | undefined;
}

/** Whether a text is an address such as `192.168.1.5` or a range such as `192.168.1.0/24`, of either family. */
export function isAddressRange(text: string): boolean {
  return rangeOf(text) !== undefined;
}

/** Whether the address is in one of the ranges, or there are none. IPv4 addresses mapped to IPv6 are IPv4 addresses. */
export function isInRanges(ranges: readonly string[], address: string): boolean {
  if (ranges.length === 0) return true;
  const sought = rangeOf(address.replace(/%.*$/, "")); // a link-local address may name its interface
  return sought?.prefix === undefined && sought !== undefined && listOf(ranges).check(sought.address, sought.family);
}

/** Rules are never altered, only replaced, so what was made of their ranges holds for good. */
const lists = new WeakMap<readonly string[], BlockList>();

function listOf(ranges: readonly string[]): BlockList {
  const known = lists.get(ranges);
  if (known !== undefined) return known;
  const list = new BlockList();
  for (const range of ranges.map(rangeOf)) {
    if (range === undefined) continue; // was refused when the rule was saved
    if (range.prefix === undefined) list.addAddress(range.address, range.family);
    else list.addSubnet(range.address, range.prefix, range.family);
  }
  lists.set(ranges, list);
  return list;
}

function rangeOf(text: string): AddressRange | undefined {
  const { address, prefix } = /^(?<address>[^/%]+)(?:\/(?<prefix>\d{1,3}))?$/.exec(text)?.groups ?? {};
  const version = isIP(address ?? "");
  if (address === undefined || version === 0) return undefined;
  const bits = prefix === undefined ? undefined : Number(prefix);
  if (bits !== undefined && bits > (version === 4 ? 32 : 128)) return undefined;
  if (version === 4) return { address, family: "ipv4", prefix: bits };
  return unmapped(address, bits) ?? { address, family: "ipv6", prefix: bits };
}

/** `::ffff:192.168.1.0/120` is `192.168.1.0/24`. */
function unmapped(address: string, prefix: number | undefined): AddressRange | undefined {
  if (prefix !== undefined && prefix < 96) return undefined;
  const canonical = new URL(`http://[${address}]`).hostname;
  const [, high, low] = /^\[::ffff:([0-9a-f]+):([0-9a-f]+)\]$/.exec(canonical) ?? [];
  if (high === undefined || low === undefined) return undefined;
  const bytes = [high, low].flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 255]);
  return { address: bytes.join("."), family: "ipv4", prefix: prefix === undefined ? undefined : prefix - 96 };
}
