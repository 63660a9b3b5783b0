import type { Transport, TransportOptions } from './transport-contract.ts';

/** `tcp://host:port`, or the path of a serial port. */
export async function transportTo(address: string, options: TransportOptions): Promise<Transport> {
  if (address.startsWith('tcp://')) {
    const { createTcpTransport } = await import('./tcp-transport.ts');
    return createTcpTransport(address, options);
  }
  const { createSerialTransport } = await import('./serial-transport.ts');
  return createSerialTransport(address, options);
}
