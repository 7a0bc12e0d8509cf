/** Chromium tells a POSIX locale as it is, `en-US@posix`, which Intl refuses, and libraries that hand it on fail while they
 *  load. Imported before all of them, for what it does. */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  const language = new Intl.DateTimeFormat().resolvedOptions().locale;
  Object.defineProperty(navigator, "language", { value: language, configurable: true });
}
