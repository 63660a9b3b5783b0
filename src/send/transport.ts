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

/** `tcp://host:port`, or the path of a serial port. */
export async function transportTo(address: string, options: TransportOptions): Promise<Transport> {
  if (address.startsWith('tcp://')) {
    const { createTcpTransport } = await import('./tcp-transport.ts');
    return createTcpTransport(address, options);
  }
  const { createSerialTransport } = await import('./serial-transport.ts');
  return createSerialTransport(address, options);
}

export const writeTimeoutMs = 5000;
