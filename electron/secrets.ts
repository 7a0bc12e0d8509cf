import { readFileSync } from "node:fs";
import { chmod, readFile, rename, writeFile } from "node:fs/promises";
import { RegdeskError } from "#shared/errors.ts";
import type { SourceName } from "#shared/model/source.ts";
import type { SecretStore } from "./sync/source-store.ts";

/** What is half written lies beside the file under this ending. */
export const UNFINISHED_SECRETS = ".new";

/** The platform's key store, where there is one. */
export interface Seal {
  /** @throws when the key store is locked */
  seal(text: string): Promise<Buffer>;
  /** @throws when it was sealed by another user, or the key store is locked */
  open(sealed: Buffer): Promise<string>;
}

/** A secret is kept sealed, in base64, or as it is where there is no key store. */
type Kept = { readonly sealed: string } | { readonly plain: string };

/** Keeps secrets in one file that only the user can read, sealed where the platform has a key store. */
export class FileSecrets implements SecretStore {
  readonly #path: string;
  readonly #seal: Seal | undefined;
  /** Whose secrets are kept. */
  #names: ReadonlySet<string>;
  #last: Promise<unknown> = Promise.resolve();

  constructor(path: string, seal?: Seal) {
    this.#path = path;
    this.#seal = seal;
    this.#names = new Set(namesIn(path));
  }

  has(source: SourceName): boolean {
    return this.#names.has(source);
  }

  async get(source: SourceName): Promise<string | undefined> {
    await this.#last;
    const kept = (await this.#read()).get(source);
    if (kept === undefined || "plain" in kept) return kept?.plain;
    if (this.#seal === undefined) throw locked(source, "this Regdesk runs without the key store that sealed it");
    try {
      return await this.#seal.open(Buffer.from(kept.sealed, "base64"));
    } catch (error) {
      throw locked(source, error instanceof Error ? error.message : String(error));
    }
  }

  set(source: SourceName, secret: string): Promise<void> {
    return this.#change(async (secrets) => secrets.set(source, await this.#kept(source, secret)));
  }

  /** Seals what was kept before there was a key store. @returns how many that were */
  async sealAll(): Promise<number> {
    if (this.#seal === undefined) return 0;
    let sealed = 0;
    await this.#change(async (secrets) => {
      for (const [source, kept] of secrets) {
        if (!("plain" in kept)) continue;
        secrets.set(source, await this.#kept(source, kept.plain));
        sealed += 1;
      }
      return sealed > 0;
    });
    return sealed;
  }

  async #kept(source: string, secret: string): Promise<Kept> {
    if (this.#seal === undefined) return { plain: secret };
    try {
      return { sealed: (await this.#seal.seal(secret)).toString("base64") };
    } catch (error) {
      const message = `The secret of the source ${source} cannot be sealed by this system's key store: ${String(error)}. Unlock the key store, and try again.`;
      throw new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
    }
  }

  remove(source: SourceName): Promise<void> {
    return this.#change((secrets) => secrets.delete(source));
  }

  #change(change: (secrets: Map<string, Kept>) => unknown): Promise<void> {
    const made = this.#last.then(async () => {
      const secrets = await this.#read();
      if ((await change(secrets)) === false) return;
      await this.#write(secrets);
      this.#names = new Set(secrets.keys());
    });
    this.#last = made.catch(() => undefined); // whoever asked for it hears of it
    return made;
  }

  async #read(): Promise<Map<string, Kept>> {
    try {
      return new Map(Object.entries(JSON.parse(await readFile(this.#path, "utf8")) as Record<string, Kept>));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Map();
      const message = `The secrets of the sources in ${this.#path} cannot be read: ${String(error)}. Make the file readable for this user, or move it away and give the secrets anew.`;
      throw new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
    }
  }

  /** All or nothing: what is half written never takes the file's place. */
  async #write(secrets: Map<string, Kept>): Promise<void> {
    const next = `${this.#path}${UNFINISHED_SECRETS}`;
    try {
      await writeFile(next, JSON.stringify(Object.fromEntries(secrets)), { mode: 0o600, flush: true });
      await chmod(next, 0o600);
      await rename(next, this.#path);
    } catch (error) {
      const message = `The secrets of the sources cannot be written to ${this.#path}: ${String(error)}. Make room on the disk, and check that this user may write there.`;
      throw new RegdeskError("STORE_UNAVAILABLE", message, { cause: error });
    }
  }
}

/** None where they cannot be read: whoever needs one is told why. */
function namesIn(path: string): string[] {
  try {
    return Object.keys(JSON.parse(readFileSync(path, "utf8")) as object);
  } catch {
    return [];
  }
}

function locked(source: SourceName, why: string): RegdeskError {
  return new RegdeskError(
    "STORE_UNAVAILABLE",
    `The secret of the source ${source} cannot be opened (${why}); give it anew`,
  );
}
