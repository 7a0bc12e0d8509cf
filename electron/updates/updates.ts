/** Newer versions: looked for when a person asks, at the address their site or company has set, and nowhere else. Regdesk
 *  saves and proves an installer; to run it is a person's own doing. */
import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Clock } from "#shared/clock.ts";
import { RegdeskError } from "#shared/errors.ts";
import type { FoundUpdate, UpdatesState } from "#shared/model/update.ts";
import { manifestName, newerIn, type Machine } from "./manifest.ts";

/** A list is short, and there at once or not at all: characters, and milliseconds. */
const LONGEST_LIST = 1 << 20;
const PATIENCE = 15_000;
/** How often the progress of a download is told, in milliseconds. */
const TELL_EVERY = 250;

export interface UpdatesOptions {
  readonly current: string;
  readonly machine: Machine;
  /** The update address of the settings. */
  readonly address: () => string | null;
  readonly clock: Clock;
}

export class Updates implements AsyncDisposable {
  readonly #options: UpdatesOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stopping = new AbortController();
  #saving: Promise<unknown> = Promise.resolve();
  state: UpdatesState;

  constructor(options: UpdatesOptions) {
    this.#options = options;
    this.state = { current: options.current };
  }

  /** @returns stops listening */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws {RegdeskError} `UPDATE_NOT_POSSIBLE` or `UPDATE_INVALID` */
  async check(): Promise<UpdatesState> {
    const { current, machine, clock } = this.#options;
    const address = this.#address(manifestName(machine));
    const found = newerIn(await this.#read(address), address, current, machine);
    this.#set({ current, checkedAt: clock.now(), ...(found === undefined ? {} : { found }) });
    return this.state;
  }

  /** @returns where it is  @throws {RegdeskError} `UPDATE_NOT_POSSIBLE` or `UPDATE_INVALID` */
  async save(folder: string): Promise<string> {
    const { found } = this.state;
    if (found === undefined) throw impossible("No newer version was found; check for one first");
    if (this.state.saving !== undefined) throw impossible("The installer is being saved already");
    if (!(await isFolder(folder))) throw impossible(`There is no folder ${folder} on this machine; choose another`);
    const path = join(folder, found.installer.name);
    this.#set({ ...this.state, saving: { done: 0 } });
    const saving = this.#download(found.installer, path);
    this.#saving = saving.catch(() => undefined); // whoever asked for it hears of it
    try {
      await saving;
      this.#set({ ...without(this.state, "saving"), saved: path });
      return path;
    } catch (error) {
      this.#set(without(this.state, "saving"));
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort();
    await this.#saving;
    this.#listeners.clear();
  }

  #set(state: UpdatesState): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }

  #address(name: string): string {
    const base = this.#options.address();
    if (base === null) throw impossible("No update address is set; who keeps one for this site can tell it");
    return new URL(name, base.endsWith("/") ? base : `${base}/`).href;
  }

  async #read(address: string): Promise<string> {
    const text = await (await this.#fetch(address, AbortSignal.timeout(PATIENCE))).text();
    if (text.length <= LONGEST_LIST) return text;
    throw new RegdeskError("UPDATE_INVALID", `What lies at ${address} is too long to be a list of versions`);
  }

  async #fetch(address: string, signal: AbortSignal): Promise<Response> {
    try {
      const response = await fetch(address, { signal: AbortSignal.any([signal, this.#stopping.signal]) });
      if (response.ok) return response;
      await response.body?.cancel();
      throw impossible(`${address} answers with ${response.status}; check the update address`);
    } catch (error) {
      if (error instanceof RegdeskError) throw error;
      const { cause } = error as { cause?: { code?: string } };
      const why = cause?.code ?? (error instanceof Error ? error.message : String(error));
      throw impossible(`${address} cannot be reached (${why}); check the network and the update address`, error);
    }
  }

  /** It has its name when it is whole and is what the list says. */
  async #download({ url, sha512, bytes }: FoundUpdate["installer"], path: string): Promise<void> {
    const unfinished = `${path}.unfinished`;
    const hash = createHash("sha512");
    try {
      const { body } = await this.#fetch(url, this.#stopping.signal);
      if (body === null) throw impossible(`${url} is empty`);
      const counted = this.#counted(hash, bytes);
      const file = createWriteStream(unfinished, { flush: true });
      await pipeline(body, counted, file, { signal: this.#stopping.signal });
      if (hash.digest("base64") !== sha512) {
        const message = `What was downloaded from ${url} is not what the list of versions promises, and was deleted. Try again; if it stays so, do not use this address.`;
        throw new RegdeskError("UPDATE_INVALID", message);
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      if (error instanceof RegdeskError) throw error;
      throw impossible(`The installer cannot be saved as ${path} (${String(error)})`, error);
    }
  }

  /** Hashes and counts what goes by. More than the list promises is refused before it fills the disk. */
  #counted(hash: ReturnType<typeof createHash>, all: number | undefined): Transform {
    const { clock } = this.#options;
    let done = 0;
    let toldAt = Number.NEGATIVE_INFINITY;
    return new Transform({
      transform: (chunk: Buffer, _encoding, next) => {
        hash.update(chunk);
        done += chunk.length;
        if (all !== undefined && done > all) return next(new Error("it is larger than the list of versions says"));
        if (clock.monotonic() - toldAt >= TELL_EVERY) {
          toldAt = clock.monotonic();
          this.#set({ ...this.state, saving: { done, ...(all === undefined ? {} : { all }) } });
        }
        next(null, chunk);
      },
    });
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

function without<State extends object, Key extends keyof State>(state: State, key: Key): Omit<State, Key> {
  const { [key]: _left, ...rest } = state;
  return rest;
}

function impossible(message: string, cause?: unknown): RegdeskError {
  return new RegdeskError("UPDATE_NOT_POSSIBLE", message, cause === undefined ? undefined : { cause });
}
