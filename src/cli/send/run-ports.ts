import { listPorts } from '../../send/transport/list-ports.ts';
import { exitCode } from '../exit-codes.ts';
import type { CommonOptions } from '../run-command.ts';
import { table } from '../terminal.ts';

export async function runPorts(options: CommonOptions): Promise<number> {
  const ports = await listPorts();
  if (options.json) process.stdout.write(`${JSON.stringify(ports, null, 2)}\n`);
  else if (options.quiet) process.stdout.write(ports.map(({ path }) => `${path}\n`).join(''));
  else if (ports.length === 0) {
    process.stdout.write(
      '  no port found: is the cable plugged in and the printer switched on?\n  bioweft virtual-printer opens one to practise on\n',
    );
  } else {
    const rows = ports.map(({ path, maker, serialNumber, stablePath }) => [
      path,
      maker ?? '',
      serialNumber ?? '',
      stablePath ?? '',
    ]);
    process.stdout.write(`${table([['port', 'maker', 'serial number', 'stable path'], ...rows])}\n`);
  }
  return exitCode.ok;
}
