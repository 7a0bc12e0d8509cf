/** The launchers are checked JavaScript, because they must also run on old Nodes; this project's types see only TypeScript. */
interface Launchers {
  readonly isNewEnough: (version: string) => boolean;
  readonly nodeBinary: (machine?: { version?: string; resolve?: (id: string) => string }) => string | undefined;
  readonly buildStale: (options?: { root?: string; build?: (root: string) => Promise<boolean> }) => Promise<boolean>;
  readonly isFresh: (root: string) => boolean;
  readonly whileLocked: <Result>(file: string, work: () => Promise<Result>) => Promise<Result>;
  readonly desktopObstacle: (machine: Machine) => string | undefined;
  readonly hasDisplay: (machine: Machine) => boolean;
  readonly electronBinary: (directory?: string) => string | undefined;
  readonly downloadElectron: (node: string, options: DownloadOptions) => Promise<Download>;
}

interface DownloadOptions {
  readonly directory: string;
  /** Milliseconds. */
  readonly silence: number;
  readonly look: number;
}

interface Download {
  readonly program: string | undefined;
  readonly interrupted: boolean;
}

interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number | undefined;
}

const names = ["node-binary", "build-stale", "build-lock", "desktop-obstacle", "electron-binary"];
const modules = (await Promise.all(
  names.map((name) => import(/* @vite-ignore */ new URL(`../../electron/launch/${name}.js`, import.meta.url).href)),
)) as Partial<Launchers>[];

export const {
  isNewEnough,
  nodeBinary,
  buildStale,
  isFresh,
  whileLocked,
  desktopObstacle,
  hasDisplay,
  electronBinary,
  downloadElectron,
} = Object.assign({}, ...modules) as Launchers;
