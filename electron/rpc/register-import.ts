import type { ImportPreview } from "#shared/model/register-import.ts";
import { os } from "./context.ts";
import type { Uploads } from "./uploads.ts";

/** Provides registers out of a file, once. */
export interface RegisterImporter {
  preview(path: string): Promise<ImportPreview>;
  apply(order: { path: string; file: string; ttl: number; by: string }): Promise<ImportPreview>;
}

export function registerImportRouter(importer: RegisterImporter, uploads: Uploads) {
  return os.registerImport.router({
    preview: os.registerImport.preview.handler(({ input }) => importer.preview(uploads.path(input.upload))),
    apply: os.registerImport.apply.handler(({ input: { upload, file, ttl }, context }) =>
      importer.apply({ path: uploads.path(upload), file, ttl, by: context.actor }),
    ),
  });
}
