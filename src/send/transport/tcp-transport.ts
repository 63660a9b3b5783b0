import { connect, type Socket } from 'node:net';
import { InputError } from '../../finding/input-error.ts';
import { type Transport, type TransportOptions, writeTimeoutMs } from './transport-contract.ts';

const connectMs = 5000;

/** A printer behind a network bridge (ESP3D, a Duet, a virtual printer): raw bytes over TCP. */
export function createTcpTransport(address: string, options: TransportOptions): Transport {
  const { host, port } = parseAddress(address);
  const patience = options.writeTimeoutMs ?? writeTimeoutMs;
  let socket: Socket | null = null;
  let open = false;
  let data: (text: string) => void = () => {};
  let gone: (why: string) => void = () => {};
  let timer: NodeJS.Timeout | null = null;

  function lose(why: string): void {
    if (!open) return;
    open = false;
    if (timer) clearTimeout(timer);
    socket?.destroy();
    gone(why);
  }

  return {
    open: () =>
      new Promise((done, fail) => {
        // Set on the next line, before the timer ends.
        const late = setTimeout(() => socket!.destroy(new Error('no answer')), connectMs);
        socket = connect({ host, port, noDelay: true, keepAlive: true }, () => {
          clearTimeout(late);
          open = true;
          done();
        });
        socket.setEncoding('latin1');
        socket.on('data', (chunk) => data(withoutTelnet(String(chunk))));
        socket.on('close', () => lose('the other end closed the connection'));
        socket.on('error', (error) => {
          clearTimeout(late);
          if (open) lose(error.message);
          else fail(unreachable(address, error));
        });
      }),
    write(text) {
      if (!open || socket === null) return;
      timer ??= setTimeout(() => lose(`nothing was taken for ${patience / 1000} s`), patience);
      socket.write(text, 'latin1', () => {
        if (timer) clearTimeout(timer);
        timer = null;
      });
    },
    onData: (listener) => {
      data = listener;
    },
    onGone: (listener) => {
      gone = listener;
    },
    close: () =>
      new Promise((done) => {
        open = false;
        if (timer) clearTimeout(timer);
        if (socket === null || socket.destroyed) done();
        else socket.end(() => done());
      }),
  };
}

function parseAddress(address: string): { host: string; port: number } {
  const match = /^tcp:\/\/(\[[^\]]+\]|[^:/]+):(\d{1,5})\/?$/.exec(address);
  const port = Number(match?.[2]);
  if (!match || !(port > 0 && port < 65536)) {
    throw new InputError('port-address', `${address} is no address of a printer`, { fix: 'Write tcp://host:port.' });
  }
  return { host: match[1].replace(/^\[|\]$/g, ''), port };
}

/** Telnet's own three-byte commands, which a Duet sends first. */
function withoutTelnet(text: string): string {
  return text.includes('\u00ff') ? text.replace(/\u00ff[\u00fb-\u00fe][\s\S]/g, '') : text;
}

function unreachable(address: string, error: NodeJS.ErrnoException): InputError {
  const why =
    error.code === 'ECONNREFUSED'
      ? 'nothing listens there'
      : error.code === 'ENOTFOUND'
        ? 'there is no such host'
        : error.message;
  return new InputError('port-missing', `${address} cannot be reached: ${why}`, {
    fix: 'Check the address, and that the printer is on and in the same network.',
  });
}
