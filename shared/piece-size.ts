/** Of a file that travels in pieces, in bytes. In base64 a piece stays below what the window server takes as one message. */
export const PIECE_BYTES = 512 * 1_024;
