import { createMarlin } from '../src/firmware/marlin/virtual.ts';
import { seededRandom } from '../src/random/seeded-random.ts';
import { createFaultInjector } from '../src/send/virtual/faults.ts';
import { servePrinter } from '../src/send/virtual/serve-printer.ts';

// The printer of bench/send.ts, in a process of its own: speed-up in, address and count of commands out.

async function main(): Promise<void> {
  const served = await servePrinter({
    firmware: createMarlin(),
    injector: createFaultInjector([], seededRandom(1)),
    speedUp: Number(process.argv[2]),
  });
  process.stdout.write(`${served.address}\n`);
  process.once('SIGTERM', () => {
    process.stdout.write(`${served.printer.executed.length}\n`);
    void served.close().then(() => process.exit(0));
  });
}

void main();
