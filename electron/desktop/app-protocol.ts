/** Serves the built window to Electron under `regdesk://app/`: a real origin of its own, which `file://` is not. */
import type { CustomScheme, Protocol } from "electron";
import { readFile } from "node:fs/promises";
import { extname, isAbsolute, join, relative } from "node:path";
import { SECURITY_HEADERS } from "./content-security.ts";

export const SCHEME = "regdesk";
export const WINDOW_ORIGIN = `${SCHEME}://app`;

/** To be registered before Electron is ready. `secure` makes the page a secure context, as loopback is in a browser. */
export const WINDOW_SCHEME: CustomScheme = {
  scheme: SCHEME,
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
};

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export function serveWindow(protocol: Protocol, folder: string): void {
  protocol.handle(SCHEME, (request) => answer(request, folder));
}

async function answer(request: Request, folder: string): Promise<Response> {
  if (request.method !== "GET" && request.method !== "HEAD") return refusal(405);
  const file = fileWithin(folder, request.url);
  const contentType = file && CONTENT_TYPES[extname(file)];
  if (!contentType) return refusal(404);
  try {
    const content = request.method === "HEAD" ? null : new Uint8Array(await readFile(file));
    return new Response(content, { headers: { ...SECURITY_HEADERS, "content-type": contentType } });
  } catch (error) {
    if (isMissing(error)) return refusal(404);
    throw error;
  }
}

/** The file an address means, or nothing when it is not one of ours: another host, or a path that leads out of the folder. */
export function fileWithin(folder: string, address: string): string | undefined {
  const url = new URL(address);
  if (url.host !== "app") return undefined;
  const path = decoded(url.pathname);
  // A backslash separates on Windows, a NUL ends a name in C: neither is in the name of any file we build.
  if (path === undefined || /[\\\0]/.test(path)) return undefined;
  const file = join(folder, path === "/" ? "index.html" : path);
  const within = relative(folder, file);
  return within === "" || within.startsWith("..") || isAbsolute(within) ? undefined : file;
}

function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}

const refusal = (status: number) => new Response(null, { status, headers: SECURITY_HEADERS });

const isMissing = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "EISDIR");
