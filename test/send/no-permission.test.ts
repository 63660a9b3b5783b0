import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { createFaultInjector } from '../../src/send/virtual/faults.ts';
import { servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { firmwareOf } from './practice-firmware.ts';

test('a port one may not use is told with what to do about it', async () => {
  const injector = createFaultInjector([], seededRandom(1));
  const printer = await servePrinter({ firmware: firmwareOf('marlin'), injector, speedUp: 1 });
  chmodSync(printer.address, process.getuid?.() === 0 ? 0o600 : 0);
  const child = join(import.meta.dirname, 'no-permission-child.ts');
  const said = execFileSync(process.execPath, ['--import', 'tsx', child, printer.address], { encoding: 'utf8' });
  await printer.close();
  const { message, fix } = JSON.parse(said);
  expect(message).toBe(`no permission to use ${printer.address}`);
  expect(fix).toContain('dialout');
});
