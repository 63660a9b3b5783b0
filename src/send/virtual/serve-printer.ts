import { createServer } from 'node:net';
import { openPseudoTerminal } from './pseudo-terminal.ts';
import { createVirtualPrinter, type VirtualPrinter, type VirtualPrinterOptions } from './virtual-printer.ts';

/** A virtual printer that answers on a path or address, in real time. */
export interface ServedPrinter {
  readonly printer: VirtualPrinter;
  /** What `--port` of the sender takes. */
  readonly address: string;
  /** Puts a cable that was pulled into another port, whose address it returns; the printer starts anew. */
  replug(): string;
  /** By what: a pseudo-terminal, or TCP where the system gives none. */
  readonly by: 'pseudo-terminal' | 'tcp';
  /** Called with every line that comes in or goes out. */
  onTraffic(listener: (direction: 'in' | 'out', text: string) => void): void;
  close(): Promise<void>;
}

export type ServeOptions = Omit<VirtualPrinterOptions, 'say'> & { readonly tcp?: boolean | undefined };

const pieceMs = 2;

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
  const queue: string[] = [];
  let draining: NodeJS.Timeout | null = null;
  let wire =
    (options.tcp ? null : openWire()) ?? (await openTcpWire(() => act(() => printer.start(performance.now()))));
  const { by } = wire;

  function act(work: () => void): void {
    work();
    if (pending !== '') {
      queue.push(...options.injector.pieces(pending));
      pending = '';
      if (draining === null) drain();
    }
    if (timer) clearTimeout(timer);
    if (printer.unplugged) {
      void wire.close();
      return;
    }
    const at = printer.wake();
    timer =
      at === null
        ? null
        : setTimeout(() => act(() => printer.tick(performance.now())), Math.max(0, at - performance.now()));
  }

  /** The pieces of a line that is torn come one by one, so that whoever reads sees each alone. */
  function drain(): void {
    draining = null;
    const piece = queue.shift();
    if (piece === undefined) return;
    wire.write(piece);
    if (queue.length > 0) draining = setTimeout(drain, pieceMs);
  }

  function listen(): void {
    wire.onData((text) => {
      traffic('in', text);
      act(() => printer.receive(text, performance.now()));
    });
  }

  listen();
  act(() => printer.start(performance.now()));
  return {
    printer,
    get address() {
      return wire.address;
    },
    by,
    replug() {
      wire = openAnother(wire.address);
      listen();
      act(() => printer.start(performance.now()));
      return wire.address;
    },
    onTraffic: (listener) => {
      traffic = listener;
    },
    async close() {
      if (timer) clearTimeout(timer);
      if (draining) clearTimeout(draining);
      await wire.close();
    },
  };
}

/** A pseudo-terminal by another path than one that was given back, which the system would give again. */
function openAnother(address: string): Wire {
  const first = openWire();
  if (first === null) throw new Error('only a pseudo-terminal can be plugged in elsewhere');
  if (first.address !== address) return first;
  // The first one opened, so pairs are available.
  const second = openWire()!;
  void first.close();
  return second;
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
