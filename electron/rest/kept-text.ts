/** What is kept of a text that a client sent. A piece of a long text holds all of it, and a request may be a megabyte. */
export function keptText(text: string, most = text.length): string {
  return Buffer.from(text.slice(0, most)).toString();
}
