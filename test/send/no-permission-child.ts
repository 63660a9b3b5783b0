import { createSerialTransport } from '../../src/send/transport/serial-transport.ts';

// Opens a port as somebody who may not: the process gives up root, where it has it, once all its code is loaded.

const [port] = process.argv.slice(2);
if (process.getuid?.() === 0) process.seteuid?.(65534);
try {
  await createSerialTransport(port, { baud: 115_200 }).open();
  process.stdout.write(JSON.stringify({ opened: true }));
} catch (error) {
  const { code, message, fix } = error as { code?: string; message: string; fix?: string };
  process.stdout.write(JSON.stringify({ code, message, fix }));
}
process.exit(0);
