/** A way to a printer. One object per connection: a new attempt takes a new one. */
export interface Transport {
  /** Throws InputError in words for the operator. */
  open(): Promise<void>;
  /** Bytes as Latin-1. A write that is not taken within its time closes the connection. */
  write(text: string): void;
  onData(listener: (text: string) => void): void;
  /** Called once, when the connection ends without `close`. */
  onGone(listener: (why: string) => void): void;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly baud: number;
  /** ms */
  readonly writeTimeoutMs?: number;
}

/** A write that is not taken within this has failed, ms. */
export const writeTimeoutMs = 5000;
