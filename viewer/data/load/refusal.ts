/** A file that cannot be shown, in words for the page. */
export interface Refusal {
  readonly code:
    | 'empty'
    | 'not-gcode'
    | 'packed'
    | 'job'
    | 'model'
    | 'too-big'
    | 'unreadable'
    | 'damaged'
    | 'out-of-memory';
  readonly what: string;
  readonly fix: string;
}

/** A `Refusal` on its way through a promise. */
export class RefusedError extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.what);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}
