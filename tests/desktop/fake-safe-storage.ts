/** Electron's `safeStorage`: a key store that turns texts around. */
export class FakeSafeStorage {
  isAvailable = true;
  backend = "gnome_libsecret";
  isAsyncEncryptionAvailable = () => Promise.resolve(this.isAvailable);
  getSelectedStorageBackend = () => this.backend;
  encryptStringAsync = (text: string) => Promise.resolve(Buffer.from(text).reverse());
  decryptStringAsync = (sealed: Buffer) =>
    Promise.resolve({ shouldReEncrypt: false, result: Buffer.from(sealed).reverse().toString() });
}
