/** The list that electron-builder writes beside its installers (`latest.yml` and its like), read with suspicion. */
import { load } from "js-yaml";
import isGreater from "semver/functions/gt.js";
import valid from "semver/functions/valid.js"; // all of it is forty files, which a start would wait for
import { RegdeskError } from "#shared/errors.ts";
import type { FoundUpdate } from "#shared/model/update.ts";

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** On Linux: how this Regdesk is packed, which is how the next one must be. */
  readonly packed: "AppImage" | "deb" | "rpm";
}

/** Where the list for a machine lies below the update address. */
export function manifestName({ platform, arch }: Machine): string {
  if (platform === "win32") return "latest.yml";
  if (platform === "darwin") return "latest-mac.yml";
  return arch === "x64" ? "latest-linux.yml" : `latest-linux-${arch}.yml`;
}

interface Listed {
  readonly url: string;
  readonly sha512: string;
  readonly size?: number;
}

/** @param address where the list was read  @returns nothing when it is not newer than the running version
 *  @throws {RegdeskError} `UPDATE_INVALID` */
export function newerIn(text: string, address: string, current: string, machine: Machine): FoundUpdate | undefined {
  const list = asList(text, address);
  const version = valid(String(list["version"]));
  if (version === null) throw invalid(address, "its version is none");
  if (!isGreater(version, current)) return undefined;
  const files = (Array.isArray(list["files"]) ? list["files"] : []).filter(isListed);
  const file = files.find(({ url }) => fits(url, machine));
  if (file === undefined) throw invalid(address, `it names no installer for ${machine.platform} on ${machine.arch}`);
  const url = URL.parse(file.url, address);
  const name = decodeURIComponent(url?.pathname.split("/").at(-1) ?? "");
  if (url === null || !/^https?:$/.test(url.protocol) || !/^[\w][\w .()+-]*$/.test(name)) {
    throw invalid(address, "the installer's address is none");
  }
  return {
    version,
    ...textOf("releasedAt", list["releaseDate"]),
    ...textOf("notes", list["releaseNotes"]),
    installer: { name, url: url.href, sha512: file.sha512, ...(file.size === undefined ? {} : { bytes: file.size }) },
  };
}

function asList(text: string, address: string): Record<string, unknown> {
  try {
    const list = load(text);
    if (typeof list === "object" && list !== null) return list as Record<string, unknown>;
  } catch {
    // Told below, like a list that is none.
  }
  throw invalid(address, "it is no list that electron-builder wrote");
}

function isListed(file: unknown): file is Listed {
  const { url, sha512, size } = (file ?? {}) as Partial<Record<keyof Listed, unknown>>;
  const isSized = size === undefined || (Number.isSafeInteger(size) && Number(size) > 0);
  return typeof url === "string" && typeof sha512 === "string" && /^[A-Za-z\d+/]{86}==$/.test(sha512) && isSized;
}

const KINDS = { win32: /\.exe$/i, darwin: /\.dmg$/i } as const;

/** A file whose name says no architecture fits all. */
function fits(url: string, { platform, arch, packed }: Machine): boolean {
  const isKind = platform === "win32" || platform === "darwin" ? KINDS[platform].test(url) : url.endsWith(`.${packed}`);
  const named = /arm64|aarch64/i.test(url) ? "arm64" : /x64|x86_64|amd64/i.test(url) ? "x64" : arch;
  return isKind && named === arch;
}

/** YAML makes a date of what looks like one. */
function textOf<Key extends string>(key: Key, value: unknown): Partial<Record<Key, string>> {
  const text = value instanceof Date ? value.toISOString() : value;
  return typeof text === "string" ? ({ [key]: text.slice(0, 20_000) } as Record<Key, string>) : {};
}

function invalid(address: string, why: string): RegdeskError {
  const message = `The list of versions at ${address} cannot be used: ${why}. Ask whoever keeps the update address.`;
  return new RegdeskError("UPDATE_INVALID", message);
}
