import type { FetchFailure } from "#shared/model/sync.ts";
import { hostOf, portOf, shownAddress } from "./address.ts";
import { FetchError } from "./fetch-error.ts";

type Trouble = readonly [FetchFailure, (url: URL) => string];

const at = (url: URL): string => `${hostOf(url)}:${portOf(url)}`;
const unknownName: Trouble = [
  "dns",
  (url) => `The name ${hostOf(url)} is not known here; check the address and the name server.`,
];
const noWay: Trouble = ["refused", (url) => `There is no way to ${at(url)}; check the network, the cable and the VPN.`];
const slow: Trouble = ["timeout", (url) => `${at(url)} does not answer; check the address, the network and firewalls.`];
const brokenOff: Trouble = [
  "other",
  (url) => `The connection to ${at(url)} broke off before the answer was complete; try again.`,
];
const selfSigned: Trouble = [
  "tls",
  (url) => `The certificate of ${at(url)} is self-signed; add it to the source's authorities if it can be trusted.`,
];
const unknownAuthority: Trouble = [
  "tls",
  (url) =>
    `The certificate of ${at(url)} comes from an authority that is not trusted here; add the authority's to the source.`,
];
const noTls: Trouble = [
  "tls",
  (url) => `${at(url)} does not answer in TLS; perhaps the address should begin with http:// or have another port.`,
];

const TROUBLES: Readonly<Record<string, Trouble>> = {
  ENOTFOUND: unknownName,
  EAI_AGAIN: ["dns", (url) => `The name server does not answer for ${hostOf(url)}; check the network.`],
  ECONNREFUSED: [
    "refused",
    (url) => `${at(url)} refuses connections; check that the server runs, and the port of the address.`,
  ],
  EHOSTUNREACH: noWay,
  ENETUNREACH: noWay,
  EHOSTDOWN: noWay,
  ENETDOWN: noWay,
  EADDRNOTAVAIL: noWay,
  ETIMEDOUT: slow,
  UND_ERR_CONNECT_TIMEOUT: slow,
  UND_ERR_HEADERS_TIMEOUT: slow,
  UND_ERR_BODY_TIMEOUT: slow,
  ECONNRESET: brokenOff,
  EPIPE: brokenOff,
  UND_ERR_SOCKET: brokenOff,
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: brokenOff,
  DEPTH_ZERO_SELF_SIGNED_CERT: selfSigned,
  SELF_SIGNED_CERT_IN_CHAIN: unknownAuthority,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT: unknownAuthority,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: unknownAuthority,
  CERT_HAS_EXPIRED: ["tls", (url) => `The certificate of ${at(url)} has expired; renew it there, or set this clock.`],
  CERT_NOT_YET_VALID: [
    "tls",
    (url) => `The certificate of ${at(url)} is not valid yet; check the clock here and there.`,
  ],
  ERR_TLS_CERT_ALTNAME_INVALID: [
    "tls",
    (url) => `The certificate of ${at(url)} is made out to another name; use the name it is made out to.`,
  ],
  EPROTO: noTls,
  ERR_SSL_WRONG_VERSION_NUMBER: noTls,
  ERR_SSL_PACKET_LENGTH_TOO_LONG: noTls,
};

/** The network's error for people; nothing of its own words, which may quote what was sent. */
export function networkError(error: unknown, url: URL): FetchError {
  if (error instanceof FetchError) return error;
  const code = codeOf(error);
  const known = code === undefined ? undefined : TROUBLES[code];
  if (known !== undefined) return new FetchError(known[0], known[1](url));
  if (isBlocked(error)) {
    return new FetchError("other", `Port ${portOf(url)} is kept free for another protocol; serve it on another port.`);
  }
  const suffix = code === undefined ? "" : ` (${code})`;
  if (code !== undefined && /^(CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_)/.test(code)) {
    return new FetchError("tls", `The certificate of ${at(url)} cannot be trusted${suffix}; have it checked there.`);
  }
  if (code?.startsWith("HPE_")) {
    return new FetchError("other", `What ${at(url)} answers is not HTTP${suffix}; check the port of the address.`);
  }
  return new FetchError("other", `${shownAddress(url)} cannot be read${suffix}; check the address and the server.`);
}

/** An error of the network often hides below another one, or is one of several: one for each address of a name. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && code !== "UND_ERR") return code;
  const below = error instanceof AggregateError ? (error.errors[0] as unknown) : error.cause;
  return codeOf(below);
}

/** Source: Fetch standard, "port blocking"; the library has no code for it. */
function isBlocked(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof Error && error.cause.message === "bad port";
}
