/** Another Regdesk whose address is given with a token in it, as devices write it. */
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "#electron/store/database.ts";
import { newSecret } from "#electron/tokens/secret.ts";
import { ANNA, aSite, aSource, CATALOG, siteIn, type Site } from "./syncing-site.ts";

const PEER = "http://127.0.0.1:9";

test("The token in a peer's address is kept as its secret, and shown and written nowhere else", async () => {
  await using site = await aSite();
  const token = newSecret();
  const connection = { kind: "peer", url: `${PEER}/t/${token}/` } as const;
  const shown = await site.manager.add(aSource({ connection }), undefined, ANNA);
  await site.manager.pause(CATALOG, null, ANNA);
  expect(shown).toMatchObject({ source: { connection: { url: `${PEER}/` } }, hasSecret: true });
  await site.stop();
  expect(await filesWith(site, token)).toEqual(["secrets.json"]);
});

test("A secret that is given counts, and a token in the address besides it does not", async () => {
  await using site = await aSite();
  const [token, secret] = [newSecret(), newSecret()];
  const source = aSource({ connection: { kind: "peer", url: `${PEER}/t/${token}` } });
  await site.manager.add(source, secret, ANNA);
  await site.stop();
  expect([await filesWith(site, token), await filesWith(site, secret)]).toEqual([[], ["secrets.json"]]);
});

test("A new token in the address takes the place of the old one, and no token leaves it as it was", async () => {
  await using site = await aSite();
  const [first, second] = [newSecret(), newSecret()];
  const at = (url: string) => aSource({ connection: { kind: "peer", url } });
  await site.manager.add(at(`${PEER}/t/${first}`), undefined, ANNA);
  await site.manager.edit(at(`${PEER}/t/${second}`), undefined, ANNA);
  await site.manager.edit(at(`${PEER}/`), undefined, ANNA);
  await site.stop();
  expect([await filesWith(site, first), await filesWith(site, second)]).toEqual([[], ["secrets.json"]]);
});

test("What earlier versions stored in the address is taken out of it when Regdesk starts", async () => {
  await using site = await aSite();
  const token = newSecret();
  const source = aSource({ connection: { kind: "peer", url: `${PEER}/site` } });
  await site.manager.add(source, undefined, ANNA);
  await site.stop();
  const database = openDatabase(join(site.path, "regdesk.db"));
  database.exec(`UPDATE sources SET document = replace(document, '${PEER}/site', '${PEER}/site/t/${token}')`);
  database.close();
  await using again = await siteIn(site.path, site.clock);
  await expect
    .poll(() => again.manager.find(CATALOG))
    .toMatchObject({ source: { connection: { url: `${PEER}/site` } }, hasSecret: true });
});

/** Which files of the site have the token in them. */
async function filesWith({ path }: Site, token: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await readdir(path)) {
    if ((await readFile(join(path, file), "latin1")).includes(token)) found.push(file);
  }
  return found;
}
