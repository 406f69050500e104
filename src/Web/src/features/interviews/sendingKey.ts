/**
 * The Idempotency-Key of a form. The same content keeps its key, so that a second click, or another try after the
 * connection broke, makes nothing twice; other content, or another try after a refusal, is another command.
 */
export class SendingKey {
  #content: string | undefined;
  #key = '';

  for(content: unknown): string {
    const written = JSON.stringify(content);
    if (written !== this.#content) {
      this.#content = written;
      this.#key = randomKey();
    }
    return this.#key;
  }

  /** The server has said no: what it said would be said again under this key. */
  refused(): void {
    this.#content = undefined;
  }
}

// crypto.randomUUID is for secure pages only
const randomKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
