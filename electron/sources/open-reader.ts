import type { Connection } from "#shared/model/source.ts";
import { FileReader } from "./file-reader.ts";
import { GitReader } from "./git-reader.ts";
import { HttpReader } from "./http-reader.ts";
import { PeerReader } from "./peer-reader.ts";
import type { ReaderOptions, SourceReader } from "./source-reader.ts";

/** The reader for a source's kind. Nothing is read yet, and there is nothing to close. */
export function openReader(connection: Connection, options: ReaderOptions): SourceReader {
  switch (connection.kind) {
    case "file":
      return new FileReader(connection, options);
    case "http":
      return new HttpReader(connection, options);
    case "git":
      return new GitReader(connection, options);
    case "peer":
      return new PeerReader(connection, options);
  }
}
