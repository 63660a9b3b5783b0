import { readSync, writeSync } from 'node:fs';
import { SerialPort } from 'serialport';
import { InputError } from '../../finding/input-error.ts';
import { type Transport, type TransportOptions, writeTimeoutMs } from './transport-contract.ts';

/** A port and what is under way on it. */
interface Line {
  readonly path: string;
  readonly port: SerialPort;
  /** ms without anything taken after which the printer counts as gone. */
  readonly patience: number;
  open: boolean;
  /** Writes that the library has not finished, and when it finished one last, ms. */
  unwritten: number;
  takenAt: number;
  timer: NodeJS.Timeout | null;
  data: (text: string) => void;
  gone: (why: string) => void;
}

/**
 * A serial port. The library keeps writes made after a disconnect and sends them when the same object is opened
 * again, and sees an unplugged cable only while data flows: so an object is opened once, read always, and guarded by
 * its own state.
 */
export function createSerialTransport(path: string, options: TransportOptions): Transport {
  const line: Line = {
    path,
    port: new SerialPort({ path, baudRate: options.baud, autoOpen: false, hupcl: false }),
    patience: options.writeTimeoutMs ?? writeTimeoutMs,
    open: false,
    unwritten: 0,
    takenAt: 0,
    timer: null,
    data: () => {},
    gone: () => {},
  };
  return {
    open: () => openLine(line),
    write: (text) => write(line, text),
    onData: (listener) => {
      line.data = listener;
    },
    onGone: (listener) => {
      line.gone = listener;
    },
    close: () => closeLine(line),
  };
}

function openLine(line: Line): Promise<void> {
  const { port } = line;
  return new Promise((done, fail) => {
    port.on('data', (chunk: Buffer) => line.data(chunk.toString('latin1')));
    port.on('error', (error) => lose(line, error.message));
    port.on('close', (error: Error | null | undefined) => lose(line, error ? 'unplugged' : 'closed'));
    port.open((error) => {
      if (error) {
        fail(explain(error, line.path));
        return;
      }
      if (process.platform !== 'win32') readAtOnce(port);
      line.open = true;
      done();
    });
  });
}

function closeLine(line: Line): Promise<void> {
  const { port } = line;
  return new Promise((done) => {
    shut(line);
    // A close that hangs (known of some drivers) must not keep the print from ending.
    const late = setTimeout(done, 2000);
    late.unref();
    const end = () => {
      clearTimeout(late);
      done();
    };
    if (port.isOpen) port.drain(() => port.close(end));
    else end();
  });
}

/** Nothing is written any more, and nothing waited for. */
function shut(line: Line): void {
  line.open = false;
  if (line.timer) clearTimeout(line.timer);
}

function lose(line: Line, why: string): void {
  if (!line.open) return;
  shut(line);
  line.gone(why);
}

function write(line: Line, text: string): void {
  if (!line.open) return;
  const rest = text.slice(writeAtOnce(line, text));
  if (rest === '') return;
  if (line.unwritten++ === 0) line.takenAt = performance.now();
  watch(line);
  line.port.write(rest, 'latin1', (error) => {
    line.unwritten--;
    line.takenAt = performance.now();
    if (error) lose(line, error.message);
  });
}

/**
 * Bytes that the system took at once. The descriptor does not block, so this saves the way through a thread, which
 * costs more than everything else that is done for a line; the library takes over what is left.
 */
function writeAtOnce({ port, unwritten }: Line, text: string): number {
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

/** One timer for many writes: it looks whether anything was taken since. */
function watch(line: Line): void {
  line.timer ??= setTimeout(() => {
    line.timer = null;
    if (line.unwritten === 0 || !line.open) return;
    if (performance.now() - line.takenAt >= line.patience)
      lose(line, `nothing was taken for ${line.patience / 1000} s`);
    else watch(line);
  }, line.patience);
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
