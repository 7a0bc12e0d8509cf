import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import { RegdeskError } from "#shared/errors.ts";
import type { RestLimits } from "./limits.ts";

/** Room for the headers of a request, in bytes: a batched poll carries 1,500 names. */
export const HEADER_LIMIT = 1 << 20;

/** How long a client that is refused may go on sending, in milliseconds. Hanging up while it does would take the refusal
 *  from it. */
const LINGER = 1_000;

/** Refuses a connection as a whole, where there is no request to answer, and hangs up. */
export function sayLastWord(socket: Socket, { status, message }: RegdeskError): void {
  if (!socket.writable) return void socket.destroy();
  const sentence = `${message}\n`;
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "Refused"}`,
    "Content-Type: text/plain; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(sentence)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${sentence}`);
  const hangUp = setTimeout(() => socket.destroy(), LINGER);
  socket.once("close", () => clearTimeout(hangUp));
}

/** Why what has arrived cannot become a request. */
export function garbled(error: Error & { code?: string; reason?: string }, { arrival }: RestLimits): RegdeskError {
  if (error.code === "ERR_HTTP_REQUEST_TIMEOUT") {
    const sentence = `the request took longer than ${arrival / 1_000} s to arrive; send it faster, or less at a time`;
    return new RegdeskError("REQUEST_TOO_SLOW", sentence, { cause: error });
  }
  if (error.code === "HPE_HEADER_OVERFLOW") {
    const sentence = `the headers are larger than the ${HEADER_LIMIT} bytes that are allowed; ask for fewer names at a time`;
    return new RegdeskError("HEADERS_TOO_LARGE", sentence, { cause: error });
  }
  const sentence = `this is not HTTP (${error.reason ?? error.message}); registers are at http://…/provider and http://…/consumer`;
  return new RegdeskError("HTTP_INVALID", sentence, { cause: error });
}
