import { createServer } from 'node:net';
import { openPseudoTerminal } from './pseudo-terminal.ts';
import { createVirtualPrinter, type VirtualPrinter, type VirtualPrinterOptions } from './virtual-printer.ts';

/** A virtual printer that answers on a path or address, in real time. */
export interface ServedPrinter {
  readonly printer: VirtualPrinter;
  /** What `--port` of the sender takes. */
  readonly address: string;
  /** By what: a pseudo-terminal, or TCP where the system gives none. */
  readonly by: 'pseudo-terminal' | 'tcp';
  /** Called with every line that comes in or goes out. */
  onTraffic(listener: (direction: 'in' | 'out', text: string) => void): void;
  close(): Promise<void>;
}

export type ServeOptions = Omit<VirtualPrinterOptions, 'say'> & { readonly tcp?: boolean };

interface Wire {
  readonly address: string;
  readonly by: ServedPrinter['by'];
  onData(listener: (text: string) => void): void;
  write(text: string): void;
  close(): Promise<void>;
}

export async function servePrinter(options: ServeOptions): Promise<ServedPrinter> {
  let traffic: (direction: 'in' | 'out', text: string) => void = () => {};
  let pending = '';
  let timer: NodeJS.Timeout | null = null;
  const printer = createVirtualPrinter({
    ...options,
    say: (text) => {
      pending += text;
      traffic('out', text);
    },
  });
  const wire =
    (options.tcp ? null : openWire()) ?? (await openTcpWire(() => act(() => printer.start(performance.now()))));

  function act(work: () => void): void {
    work();
    if (pending !== '') {
      wire.write(pending);
      pending = '';
    }
    if (printer.unplugged) {
      void wire.close();
      return;
    }
    if (timer) clearTimeout(timer);
    const at = printer.wake();
    timer =
      at === null
        ? null
        : setTimeout(() => act(() => printer.tick(performance.now())), Math.max(0, at - performance.now()));
  }

  wire.onData((text) => {
    traffic('in', text);
    act(() => printer.receive(text, performance.now()));
  });
  act(() => printer.start(performance.now()));
  return {
    printer,
    address: wire.address,
    by: wire.by,
    onTraffic: (listener) => {
      traffic = listener;
    },
    async close() {
      if (timer) clearTimeout(timer);
      await wire.close();
    },
  };
}

function openWire(): Wire | null {
  const terminal = openPseudoTerminal();
  if (terminal === null) return null;
  return {
    address: terminal.path,
    by: 'pseudo-terminal',
    onData: terminal.onData,
    write: terminal.write,
    close: async () => terminal.close(),
  };
}

/** One sender at a time on a free port of this machine. A board starts when it is connected to, and so does this. */
async function openTcpWire(connected: () => void): Promise<Wire> {
  let listener: (text: string) => void = () => {};
  let current: import('node:net').Socket | null = null;
  const server = createServer((socket) => {
    if (current !== null && !current.destroyed) {
      socket.destroy();
      return;
    }
    current = socket;
    socket.setNoDelay(true);
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => listener(String(chunk)));
    socket.on('error', () => socket.destroy());
    connected();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address() as import('node:net').AddressInfo;
  return {
    address: `tcp://127.0.0.1:${address.port}`,
    by: 'tcp',
    onData: (call) => {
      listener = call;
    },
    write: (text) => {
      if (current !== null && !current.destroyed) current.write(text, 'latin1');
    },
    close: () =>
      new Promise((done) => {
        current?.destroy();
        server.close(() => done());
      }),
  };
}
