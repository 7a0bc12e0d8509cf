import { X509Certificate } from "node:crypto";
import { getCACertificates } from "node:tls";
import { FetchError } from "./fetch-error.ts";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** Whose certificates are trusted: Node's authorities, the system's, and those given in PEM.
 *  @throws {FetchError} `tls` when what was given is no certificate */
export function trustedAuthorities(given: string | undefined): string[] {
  return [...getCACertificates("default"), ...getCACertificates("system"), ...certificatesIn(given)];
}

function certificatesIn(pem: string | undefined): string[] {
  if (pem === undefined || pem.trim() === "") return [];
  const certificates = pem.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) throw unusable("holds no certificate");
  for (const [index, certificate] of certificates.entries()) {
    try {
      new X509Certificate(certificate);
    } catch (error) {
      throw unusable(`is damaged at its certificate ${index + 1}`, error);
    }
  }
  return certificates;
}

function unusable(what: string, cause?: unknown): FetchError {
  return new FetchError(
    "tls",
    `The text of the authorities ${what}; paste PEM, which begins with -----BEGIN CERTIFICATE-----.`,
    { cause },
  );
}
