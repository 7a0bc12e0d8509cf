import type { UploadId } from "#shared/contract/uploads.ts";
import type { ImportPreview } from "#shared/model/register-import.ts";
import { errorSentence } from "../lib/host-words.ts";
import { upload } from "../lib/transfer.ts";
import type { Call } from "./change-requests.svelte.ts";

/** One file that is looked at, and then brought in or not. */
export class RegisterImportState {
  readonly #call: Call;
  #upload: UploadId | undefined;
  fileName = $state("");
  preview = $state.raw<ImportPreview>();
  /** Why it cannot be read: a sentence. */
  problem = $state<string>();
  isBusy = $state(false);

  constructor(call: Call) {
    this.#call = call;
  }

  async choose(file: File): Promise<void> {
    await this.leave();
    this.fileName = file.name;
    await this.#do(async () => {
      const { signal } = new AbortController();
      this.#upload = await this.#call((client) => upload(client, file, () => undefined, signal));
      const id = this.#upload;
      this.preview = await this.#call((client) => client.registerImport.preview({ upload: id }));
    });
  }

  /** @param ttl how long they count, in milliseconds  @returns what was brought */
  async apply(ttl: number): Promise<ImportPreview | undefined> {
    const id = this.#upload;
    if (id === undefined) return undefined;
    let brought: ImportPreview | undefined;
    await this.#do(async () => {
      brought = await this.#call((client) => client.registerImport.apply({ upload: id, ttl, file: this.fileName }));
    });
    return brought;
  }

  /** The host may forget the file. */
  async leave(): Promise<void> {
    const id = this.#upload;
    this.#upload = undefined;
    this.preview = undefined;
    this.problem = undefined;
    if (id !== undefined) await this.#call((client) => client.uploads.discard({ upload: id })).catch(() => undefined);
  }

  async #do(act: () => Promise<void>): Promise<void> {
    this.isBusy = true;
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      this.problem = errorSentence(error);
    } finally {
      this.isBusy = false;
    }
  }
}
