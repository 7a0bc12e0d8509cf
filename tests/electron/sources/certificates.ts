/** An authority of our own and certificates of it, made with openssl, which is on every machine that develops. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "#tests/support/temporary-directory.ts";

export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface Authority extends AsyncDisposable {
  /** Its own certificate, in PEM. */
  readonly pem: string;
  /** @param name for example `IP:127.0.0.1` or `DNS:example.test`  @param days -1 makes one that has expired */
  issue(name: string, days?: number): Certificate;
  /** One that this authority knows nothing of. */
  selfSigned(name: string): Certificate;
}

export const hasOpenssl = spawnSync("openssl", ["version"]).status === 0;

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

export async function certificateAuthority(): Promise<Authority> {
  await using made = new AsyncDisposableStack();
  const directory = made.use(await temporaryDirectory());
  const at = (file: string): string => join(directory.path, file);
  const openssl = (...given: string[]): void =>
    void execFileSync("openssl", given, { stdio: "pipe", cwd: directory.path });
  openssl("req", "-x509", ...KEY, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=Plant authority");
  let issued = 0;
  const all = made.move();
  return {
    pem: readFileSync(at("ca.pem"), "utf8"),
    issue(name, days = 1) {
      const file = `server${issued++}`;
      writeFileSync(at(`${file}.ext`), `subjectAltName=${name}\n`);
      openssl("req", ...KEY, "-keyout", `${file}.key`, "-out", `${file}.csr`, "-subj", "/CN=server");
      const authority = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", `${file}.ext`];
      const request = ["-in", `${file}.csr`, "-out", `${file}.pem`];
      openssl("x509", "-req", ...request, ...authority, "-days", String(days));
      return { cert: readFileSync(at(`${file}.pem`), "utf8"), key: readFileSync(at(`${file}.key`), "utf8") };
    },
    selfSigned(name) {
      const files = ["-keyout", "self.key", "-out", "self.pem"];
      openssl("req", "-x509", ...KEY, ...files, "-days", "1", "-subj", "/CN=self", "-addext", `subjectAltName=${name}`);
      return { cert: readFileSync(at("self.pem"), "utf8"), key: readFileSync(at("self.key"), "utf8") };
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
