/**
 * What was last asked for of something that is drawn later: an address changes at once, a page that follows it only when
 * React has time. Whoever changes a part of it starts from here, or one of two quick changes would be lost.
 */
export class AskedValue<T> {
  #latest: T;
  /** What was asked for and has not been drawn yet, as text, in order. */
  #undrawn: string[] = [];

  constructor(drawn: T) {
    this.#latest = drawn;
  }

  get latest(): T {
    return this.#latest;
  }

  ask(value: T, text: string): void {
    this.#latest = value;
    this.#undrawn.push(text);
  }

  /** Told of what is drawn: something that was asked for, or what another way led to, which counts from then on. */
  drawn(value: T, text: string): void {
    const at = this.#undrawn.lastIndexOf(text);
    this.#undrawn = at === -1 ? [] : this.#undrawn.slice(at + 1);
    if (this.#undrawn.length === 0) this.#latest = value;
  }
}
