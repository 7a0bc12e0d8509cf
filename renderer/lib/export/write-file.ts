/** Writes a file the technician chooses: straight to the disk where the browser can, else put together and downloaded. */

export interface Sink {
  write(part: string | Uint8Array<ArrayBuffer>): Promise<void>;
  /** The file is complete. */
  close(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

interface PickerWindow {
  showSaveFilePicker?(options: { suggestedName: string; types: { accept: Record<string, string[]> }[] }): Promise<{
    createWritable(): Promise<FileSystemWritableFileStream>;
    /** Chromium has it, and no standard yet. */
    remove?(): Promise<void>;
  }>;
}

/** @returns nothing when the technician thought better of it */
export async function openSink(name: string, mime: string): Promise<Sink | undefined> {
  try {
    const types = [{ accept: { [mime]: [name.slice(name.lastIndexOf("."))] } }];
    const handle = await (window as PickerWindow).showSaveFilePicker?.({ suggestedName: name, types });
    if (!handle) return download(name, mime);
    const stream = await handle.createWritable();
    return {
      write: (part) => stream.write(part),
      close: () => stream.close(),
      // The picker made the file, empty, and what it was before is gone: left there, it would look like an export of nothing.
      abort: async () => {
        await stream.abort();
        await handle.remove?.();
      },
    };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return undefined;
    // A browser may have the picker and forbid it, for example in a frame.
    if (error instanceof DOMException && error.name === "SecurityError") return download(name, mime);
    throw error;
  }
}

function download(name: string, mime: string): Sink {
  // Handed over piece by piece: a browser keeps large blobs on the disk.
  let parts: Blob[] = [];
  return {
    write: (part) => {
      parts.push(new Blob([part]));
      return Promise.resolve();
    },
    close: () => {
      const url = URL.createObjectURL(new Blob(parts, { type: mime }));
      const link = document.createElement("a");
      link.href = url;
      link.download = name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 60_000);
      return Promise.resolve();
    },
    abort: () => {
      parts = [];
      return Promise.resolve();
    },
  };
}
