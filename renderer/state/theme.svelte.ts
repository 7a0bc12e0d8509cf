export const THEME_CHOICES = ["system", "light", "dark"] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const KEY = "regdesk.theme";

/** Which colours the window wears. */
export class ThemeState {
  #choice = $state<ThemeChoice>(THEME_CHOICES.find((choice) => choice === localStorage.getItem(KEY)) ?? "system");
  /** The theme that is on. */
  worn = $state<Exclude<ThemeChoice, "system">>("light");
  readonly #prefersDark = matchMedia("(prefers-color-scheme: dark)");

  start(): void {
    this.#prefersDark.addEventListener("change", () => this.#wear());
    this.#wear();
  }

  get choice(): ThemeChoice {
    return this.#choice;
  }

  set choice(choice: ThemeChoice) {
    this.#choice = choice;
    localStorage.setItem(KEY, choice);
    this.#wear();
  }

  #wear(): void {
    const system = this.#prefersDark.matches ? "dark" : "light";
    this.worn = this.#choice === "system" ? system : this.#choice;
    document.documentElement.dataset["theme"] = this.worn;
  }
}
