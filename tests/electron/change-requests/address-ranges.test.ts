import { describe, expect, test } from "vitest";
import { isAddressRange, isInRanges } from "#electron/change-requests/address-ranges.ts";

describe("An address", () => {
  test.each([
    ["is in a range of its family", ["192.168.1.0/24"], "192.168.1.30", true],
    ["is not in the range beside", ["192.168.1.0/24"], "192.168.2.30", false],
    ["is in any of several", ["10.0.0.0/8", "192.168.1.30"], "192.168.1.30", true],
    ["is anybody's when there are no ranges", [], "192.168.1.30", true],
    ["is in the range of all of its family", ["0.0.0.0/0"], "203.0.113.7", true],
    ["is not in that of the other family", ["0.0.0.0/0"], "2001:db8::1", false],
    ["of IPv6 is in a range", ["2001:db8::/32"], "2001:db8:1::30", true],
    ["of IPv6 is itself, however it is written", ["2001:DB8:0:0::1"], "2001:db8::1", true],
    ["that names its interface is the one without", ["fe80::/10"], "fe80::1%eth0", true],
    ["that came over IPv6 is an IPv4 one", ["192.168.1.0/24"], "::ffff:192.168.1.30", true],
    ["is in a range that is written as IPv6", ["::ffff:192.168.1.0/120"], "192.168.1.30", true],
    ["is one that is written as IPv6", ["::ffff:c0a8:11e"], "192.168.1.30", true],
    ["is not one that is none", ["0.0.0.0/0", "::/0"], "this machine", false],
  ])("%s", (_what, ranges, address, expected) => {
    expect(isInRanges(ranges, address)).toBe(expected);
  });
});

test.each(["192.168.1.5", "192.168.1.0/24", "0.0.0.0/0", "::1", "fe80::/10", "::ffff:10.0.0.0/104"])(
  "%s is an address or a range",
  (text) => {
    expect(isAddressRange(text)).toBe(true);
  },
);

test.each([
  "",
  "192.168.1",
  "192.168.1.0/33",
  "192.168.1.0/",
  "::/129",
  "fe80::1%eth0",
  "panel",
  "1.2.3.4/24/8",
  "1.2.3.4/-1",
])("%j is neither an address nor a range", (text) => {
  expect(isAddressRange(text)).toBe(false);
});
