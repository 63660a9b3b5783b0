import { execFileSync, type StdioOptions } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { ReadStream } from 'node:tty';

/** The printer's end of a pseudo-terminal, whose other end is a path that looks like a serial port. */
export interface PseudoTerminal {
  readonly path: string;
  onData(listener: (text: string) => void): void;
  write(text: string): void;
  /** Pulls the plug: whoever has the path open sees the port vanish. */
  close(): void;
}

/**
 * Node can open /dev/ptmx and has no call to unlock it: a line of Perl (part of every Debian) or Python does that on
 * the descriptor it inherits. Linux only.
 */
const unlock: readonly (readonly [string, readonly string[]])[] = [
  [
    'perl',
    [
      '-e',
      'open(my $m, "+<&=3") or die; my $z = pack("i", 0); ioctl($m, 0x40045431, $z) or die; ioctl($m, 0x80045430, $z) or die; print unpack("i", $z)',
    ],
  ],
  [
    'python3',
    [
      '-c',
      'import fcntl,struct; fcntl.ioctl(3, 0x40045431, struct.pack("i", 0)); print(struct.unpack("i", fcntl.ioctl(3, 0x80045430, bytes(4)))[0], end="")',
    ],
  ],
];

/** A new pseudo-terminal, or null where the system gives none. */
export function openPseudoTerminal(): PseudoTerminal | null {
  if (process.platform !== 'linux') return null;
  const flags = constants.O_RDWR | constants.O_NOCTTY;
  let master: number;
  try {
    master = openSync('/dev/ptmx', flags);
  } catch {
    return null;
  }
  const path = unlocked(master);
  if (path === null) {
    closeSync(master);
    return null;
  }
  // Held open, so that the pair outlives each sender; raw, so that nothing is echoed or turned into other bytes.
  const slave = new ReadStream(openSync(path, flags));
  slave.setRawMode(true);
  slave.pause();
  const stream = new ReadStream(master);
  stream.setEncoding('latin1');
  stream.on('error', () => {});
  return {
    path,
    onData: (listener) => stream.on('data', (chunk) => listener(String(chunk))),
    write: (text) => {
      if (!stream.destroyed) stream.write(text, 'latin1');
    },
    close() {
      slave.destroy();
      stream.destroy();
    },
  };
}

function unlocked(master: number): string | null {
  for (const [program, args] of unlock) {
    try {
      const stdio: StdioOptions = ['ignore', 'pipe', 'ignore', master];
      const number = execFileSync(program, args, { stdio, encoding: 'latin1', timeout: 5000 });
      if (/^\d+$/.test(number)) return `/dev/pts/${number}`;
    } catch {
      // The next program may be there.
    }
  }
  return null;
}
