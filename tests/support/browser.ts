/** Finds a Chromium to test the window with, so that `npm ci` is all a machine needs. On Linux x64 it comes out of an npm
 *  package; elsewhere the machine's own Chrome, Edge or Chromium is taken. */
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserType } from "playwright-core";

/** What Playwright's `launchOptions` need; Playwright itself leaves Chromium's sandbox off, so that root can run it too. */
export interface BrowserLaunch {
  readonly executablePath?: string;
  readonly channel?: string;
  readonly env?: Record<string, string>;
}

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Chromium crashes now and then while it starts, before it has a page: that says nothing about Regdesk. */
const MOST_STARTS = 3;

export async function startBrowser(chromium: BrowserType): Promise<Browser> {
  for (let start = 1; ; start += 1) {
    try {
      return await chromium.launch(browserLaunch());
    } catch (error) {
      if (start === MOST_STARTS || !String(error).includes("signal=SIGSEGV")) throw error;
    }
  }
}

export function browserLaunch(): BrowserLaunch {
  return process.platform === "linux" && process.arch === "x64" ? bundledBrowser() : { channel: installedChannel() };
}

function bundledBrowser(): BrowserLaunch {
  const directory = unpacked();
  const executablePath = join(directory, "chromium");
  const fonts = existsSync("/etc/fonts/fonts.conf") ? {} : { FONTCONFIG_FILE: join(directory, "fonts.conf") };
  for (const env of [{ ...fonts }, { ...fonts, LD_LIBRARY_PATH: join(directory, "al2023/lib") }]) {
    const all = { ...inherited(), ...env };
    if (spawnSync(executablePath, ["--version"], { env: all }).status === 0) return { executablePath, env: all };
  }
  throw new Error(
    `Chromium does not run here, not even with the libraries it brings along: try ${executablePath} --version`,
  );
}

/** The package unpacks into the temporary directory under fixed names and takes whatever lies there for finished. Hence a
 *  directory of our own, named after the version and moved into place only when complete. */
function unpacked(): string {
  const manifest = readFileSync(join(root, "node_modules/@sparticuz/chromium/package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const directory = join(tmpdir(), `regdesk-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (existsSync(directory)) return directory;
  const draft = `${directory}.${process.pid}`;
  mkdirSync(draft, { mode: 0o700 });
  unpackInto(draft);
  writeFileSync(join(draft, "fonts.conf"), fontsConfiguration(directory));
  moveInto(directory, draft);
  return directory;
}

/** In a process of its own, because the package looks at the environment and changes it. */
function unpackInto(directory: string): void {
  const script = 'import chromium from "@sparticuz/chromium"; await chromium.executablePath();';
  // The runtime's name makes it unpack the system libraries too (libnss3 and its like).
  const env = { ...process.env, TMPDIR: directory, AWS_LAMBDA_JS_RUNTIME: "nodejs24.x" };
  execFileSync(process.execPath, ["--input-type=module", "--eval", script], { cwd: root, env, stdio: "inherit" });
}

/** Another test run may have been faster; what it unpacked is as good. */
function moveInto(directory: string, draft: string): void {
  try {
    renameSync(draft, directory);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(directory)) throw error;
  }
}

const fontsConfiguration = (directory: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${directory}/fonts/fonts</dir>
  <cachedir>${directory}/fonts-cache</cachedir>
</fontconfig>
`;

/** Playwright's name for the first browser that is installed; without any, its name for Chrome, so that Playwright says which
 *  is missing, and where. */
const installedChannel = (): string =>
  INSTALLED[process.platform]?.find(({ places }) => places.some((place) => existsSync(place)))?.channel ?? "chrome";

interface Installed {
  readonly channel: string;
  readonly places: readonly string[];
}

const programFolders = ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].map((name) => process.env[name] ?? "C:\\");

const INSTALLED: Readonly<Partial<Record<NodeJS.Platform, readonly Installed[]>>> = {
  darwin: [
    { channel: "chrome", places: ["/Applications/Google Chrome.app"] },
    { channel: "msedge", places: ["/Applications/Microsoft Edge.app"] },
  ],
  win32: [
    { channel: "chrome", places: programFolders.map((folder) => join(folder, "Google/Chrome/Application/chrome.exe")) },
    {
      channel: "msedge",
      places: programFolders.map((folder) => join(folder, "Microsoft/Edge/Application/msedge.exe")),
    },
  ],
  linux: [
    { channel: "chrome", places: ["/opt/google/chrome/chrome"] },
    { channel: "msedge", places: ["/opt/microsoft/msedge/msedge"] },
  ],
};

const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined));
