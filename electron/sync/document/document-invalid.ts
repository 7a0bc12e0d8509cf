/** Where in a text a fault is; both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What is wrong with a source's documents. Its message says to people where it is and what to do. */
export class DocumentInvalid extends Error {
  override readonly name = "DocumentInvalid";
  readonly document: string;
  readonly position: Position | undefined;

  /** @param fault a sentence that goes on after the document's name and ends without a full stop */
  constructor(document: string, fault: string, options?: ErrorOptions & { position?: Position | undefined }) {
    const position = options?.position;
    const place = position === undefined ? document : `${document}, line ${position.line}, column ${position.column}`;
    super(`${place}: ${fault}.`, options);
    this.document = document;
    this.position = position;
  }
}
