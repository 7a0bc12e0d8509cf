import { expect, test } from "vitest";
import {
  digitsFor,
  heightOfAll,
  heldIn,
  multiplesIn,
  panelsOf,
  spread,
  type PanelLine,
} from "../../renderer/lib/plot-panels.ts";

const line = (measure: string, isSwitch = false): PanelLine => ({ measure, isSwitch });

test("lines that count the same share a panel, each switch has its own, in the order of the first lines", () => {
  const lines = [line("°C"), line("bar"), line("°C"), line("", true), line("", true), line("rpm")];
  const panels = panelsOf(lines);
  expect(panels.map((panel) => panel.lines.map((each) => lines.indexOf(each)))).toEqual([[0, 2], [1], [3], [4], [5]]);
  expect(new Set(panels.map(({ name }) => name)).size).toBe(5);
});

test("panels do not overlap, have room for words above, and are the lower the more of them have numbers", () => {
  for (const many of [1, 2, 3, 4, 5, 6]) {
    const panels = panelsOf(Array.from({ length: many }, (_, unit) => line(`${unit}`)));
    let end = 0;
    for (const { head, top, bottom } of panels) {
      expect(head).toBeGreaterThanOrEqual(end);
      expect(top - head).toBeGreaterThanOrEqual(16);
      expect(bottom - top).toBeGreaterThanOrEqual(80);
      end = bottom;
    }
    expect(heightOfAll(panels)).toBe(end);
  }
  const heightOf = (lines: PanelLine[]) => (panelsOf(lines)[0]?.bottom ?? 0) - (panelsOf(lines)[0]?.top ?? 0);
  expect(heightOf([line("a")])).toBeGreaterThan(heightOf([line("a"), line("b")]));
  expect(heightOf([line("a")])).toBe(heightOf([line("a"), line("", true)]));
});

test("a panel's heights fill its part of the picture, and are found again in it", () => {
  const place = { top: 100, bottom: 300 };
  const [least, most] = spread([20, 30], place, 500);
  const pixelOf = (value: number) => ((most - value) / (most - least)) * 500;
  expect([pixelOf(30), pixelOf(20)].map(Math.round)).toEqual([100, 300]);
  expect(heldIn([least, most], place, 500).map((value) => Number(value.toFixed(9)))).toEqual([20, 30]);
});

test("an axis has as many digits as tell its heights apart", () => {
  expect([500, 2.5, 2, 0.5, 0.25, 0.2, 0.0025, 1e-12].map(digitsFor)).toEqual([0, 1, 0, 1, 2, 1, 4, 8]);
});

test("an axis names the multiples that its panel shows, without the noise of fractions", () => {
  expect(multiplesIn([20.05, 20.61], 0.2)).toEqual([20.2, 20.4, 20.6]);
  expect(multiplesIn([-0.3, 0.3], 0.1)).toEqual([-0.3, -0.2, -0.1, 0, 0.1, 0.2, 0.3]);
  expect(multiplesIn([1, 2], 0)).toEqual([]);
  expect(multiplesIn([1.1, 1.9], 1)).toEqual([]);
});
