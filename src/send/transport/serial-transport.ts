import { readSync, writeSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { InputError } from '../../finding/input-error.ts';
import { type Transport, type TransportOptions, writeTimeoutMs } from './transport-contract.ts';

/**
 * A serial port. The library keeps writes made after a disconnect and sends them when the same object is opened
 * again, and sees an unplugged cable only while data flows: so an object is opened once, read always, and guarded by
 * its own state.
 */
export function createSerialTransport(path: string, options: TransportOptions): Transport {
  const patience = options.writeTimeoutMs ?? writeTimeoutMs;
  const port = new SerialPort({ path, baudRate: options.baud, autoOpen: false, hupcl: false });
  let open = false;
  let data: (text: string) => void = () => {};
  let gone: (why: string) => void = () => {};
  let unwritten = 0;
  let takenAt = 0;
  let timer: NodeJS.Timeout | null = null;

  function lose(why: string): void {
    if (!open) return;
    open = false;
    if (timer) clearTimeout(timer);
    gone(why);
  }

  function written(error: Error | null | undefined): void {
    unwritten--;
    takenAt = performance.now();
    if (error) lose(error.message);
  }

  /** One timer for many writes: it looks whether anything was taken since. */
  function watch(): void {
    timer ??= setTimeout(() => {
      timer = null;
      if (unwritten === 0 || !open) return;
      if (performance.now() - takenAt >= patience) lose(`nothing was taken for ${patience / 1000} s`);
      else watch();
    }, patience);
  }

  /**
   * Bytes that the system took at once. The descriptor does not block, so this saves the way through a thread, which
   * costs more than everything else that is done for a line; the library takes over what is left.
   */
  function writeAtOnce(text: string): number {
    const fd = (port.port as { readonly fd?: number | null } | undefined)?.fd;
    // On Windows the number is a handle and no descriptor.
    if (process.platform === 'win32' || typeof fd !== 'number' || unwritten > 0) return 0;
    try {
      return writeSync(fd, text, null, 'latin1');
    } catch {
      // Full (EAGAIN) or gone (EIO): the library waits for room, or says so.
      return 0;
    }
  }

  return {
    open: () =>
      new Promise((done, fail) => {
        port.on('data', (chunk: Buffer) => data(chunk.toString('latin1')));
        port.on('error', (error) => lose(error.message));
        port.on('close', (error: Error | null | undefined) => lose(error ? 'unplugged' : 'closed'));
        port.open((error) => {
          if (error) {
            fail(explain(error, path));
            return;
          }
          if (process.platform !== 'win32') readAtOnce(port);
          open = true;
          done();
        });
      }),
    write(text) {
      if (!open) return;
      const rest = text.slice(writeAtOnce(text));
      if (rest === '') return;
      if (unwritten++ === 0) takenAt = performance.now();
      watch();
      port.write(rest, 'latin1', written);
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
        // A close that hangs (known of some drivers) must not keep the print from ending.
        const late = setTimeout(done, 2000);
        late.unref();
        const end = () => {
          clearTimeout(late);
          done();
        };
        if (port.isOpen) port.drain(() => port.close(end));
        else end();
      }),
  };
}

/** What the library's object for an open port on Linux and macOS has, and its types do not tell. */
interface OpenDescriptor {
  readonly fd?: number | null;
  readonly poller?: { once(event: 'readable', ready: (error: Error | null) => void): void };
  read(buffer: Buffer, offset: number, length: number): Promise<{ buffer: Buffer; bytesRead: number }>;
}

/**
 * Reads in this thread once the system says that bytes are there. The library asks a thread twice for every answer of
 * the printer, which costs more than all else that is done for a line; it still gets whatever is not plain bytes.
 */
function readAtOnce(port: SerialPort): void {
  const binding = port.port as OpenDescriptor | undefined;
  if (typeof binding?.fd !== 'number' || typeof binding.poller?.once !== 'function') return;
  const { fd, poller } = binding;
  const slowly = binding.read.bind(binding);
  binding.read = async (buffer, offset, length) => {
    await new Promise<void>((ready, lost) => poller.once('readable', (error) => (error ? lost(error) : ready())));
    let bytesRead = 0;
    try {
      // Once it is closed, the number may already be another file's.
      if (binding.fd === fd) bytesRead = readSync(fd, buffer, offset, length, null);
    } catch {
      // Nothing there after all (EAGAIN), or unplugged (EIO): the library tells them apart.
    }
    return bytesRead > 0 ? { buffer, bytesRead } : slowly(buffer, offset, length);
  };
}

function explain(error: Error, path: string): InputError {
  const where = { file: path };
  const text = error.message;
  if (/no such file/i.test(text)) {
    return new InputError('port-missing', `there is no port ${path}`, {
      where,
      fix: 'Check the cable, and run bioweft ports to list the ports.',
    });
  }
  if (/permission denied|EACCES/i.test(text)) {
    return new InputError('port-forbidden', `no permission to use ${path}`, {
      where,
      fix: 'Add yourself to its group (sudo usermod -aG dialout $USER) and log in again.',
    });
  }
  if (/lock port|temporarily unavailable|busy/i.test(text)) {
    return new InputError('port-busy', `${path} is in use by another program`, {
      where,
      fix: 'Close the other sender or terminal program; fuser shows which it is.',
    });
  }
  if (/inappropriate ioctl|not a tty|is a directory/i.test(text)) {
    return new InputError('port-no-port', `${path} is not a serial port`, {
      where,
      fix: 'Run bioweft ports to list the ports.',
    });
  }
  return new InputError('port', `${path} cannot be opened: ${text}`, {
    where,
    fix: 'Run bioweft ports to list the ports.',
  });
}
