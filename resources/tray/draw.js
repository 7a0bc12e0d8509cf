/** Draws the tray's images from their SVGs: `node resources/tray/draw.js`, after one of them has changed. Each becomes a
 *  coloured one and a black "template", which macOS paints as its menu bar wants it; both in two sizes. */
import { readFileSync, writeFileSync } from "node:fs";
import { URL } from "node:url";
import { chromium } from "playwright-core";
import { browserLaunch } from "../../tests/support/browser.ts";

const SHAPES = ["ok", "late", "bad", "change"];
const SIZES = [
  { size: 16, suffix: "" },
  { size: 32, suffix: "@2x" },
];

const file = (/** @type {string} */ name) => new URL(name, import.meta.url);

const browser = await chromium.launch(browserLaunch());
for (const shape of SHAPES) {
  const coloured = readFileSync(file(`${shape}.svg`), "utf8");
  const template = coloured.replace(/fill="#[0-9a-f]{6}"/, 'fill="#000000"');
  for (const { size, suffix } of SIZES) {
    writeFileSync(file(`${shape}${suffix}.png`), await drawn(coloured, size));
    writeFileSync(file(`${shape}Template${suffix}.png`), await drawn(template, size));
  }
}
await browser.close();

async function drawn(/** @type {string} */ svg, /** @type {number} */ size) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<style>body { margin: 0 } svg { display: block; width: ${size}px }</style>${svg}`);
  const picture = await page.screenshot({ omitBackground: true });
  await page.close();
  return picture;
}
