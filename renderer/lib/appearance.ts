/** Puts on the page what its style sheets look at. */
export interface Appearance {
  readonly theme: string;
  readonly density: string;
  readonly language: string;
  /** In percent. */
  readonly zoom: number;
}

export function wear({ theme, density, language, zoom }: Appearance): void {
  const page = document.documentElement;
  page.dataset["theme"] = theme;
  page.dataset["density"] = density;
  page.lang = language;
  page.style.zoom = zoom === 100 ? "" : `${zoom}%`;
}
