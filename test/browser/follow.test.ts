import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { journalPath, openJournal } from '../../src/send/journal/journal-file.ts';
import { createPrintSession } from '../../src/send/print-session.ts';
import { transportTo } from '../../src/send/transport/transport.ts';
import { createFaultInjector } from '../../src/send/virtual/faults.ts';
import { servePrinter } from '../../src/send/virtual/serve-printer.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';
import { firmwareOf } from '../send/practice-firmware.ts';
import { smallPlug } from '../send/small-plug.ts';
import { openPage, settled } from './open-viewer.ts';
import { browserForTests } from './pages-for-tests.ts';
import { startView } from './start-view.ts';

// The whole way: a printer on a port, the sender and its journal, the server that reads it, the page.

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-follow-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('view --follow shows the needle where the print is, through a pause to its end', async () => {
  const file = join(folder, 'plug.gcode');
  const bytes = smallPlug();
  writeFileSync(file, bytes);
  const view = await startView(file, { follow: true });
  const { page, context, complaints } = await openPage(browser(), view.url);
  await settled(page);

  const printer = await servePrinter({
    firmware: firmwareOf('marlin'),
    injector: createFaultInjector([], seededRandom(1)),
    speedUp: 200,
  });
  const profile = loadProfile('allevi-biobot1', resolve(import.meta.dirname, '../../printers'));
  const driver = driverOf('marlin');
  const job = readJobLines(bytes, driver);
  const session = createPrintSession({
    driver,
    profile,
    job,
    transport: await transportTo(printer.address, { baud: 115_200 }),
    onEvent: () => {},
  });
  expect(await session.connect()).toEqual({ kind: 'ready' });
  const journal = openJournal(journalPath(file, printer.address), {
    version: 1,
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    printer: profile.id,
    firmware: driver.name,
    port: printer.address,
    operator: 'test',
    startedAt: '2026-01-01T00:00:00Z',
    lines: job.count,
    from: 0,
  });
  const ended = session.print(journal);

  // The file's own pause, in the first well: the page shows how far the print has come, and that it waits.
  await page.locator('.live', { hasText: 'paused' }).waitFor();
  const text = new TextDecoder().decode(bytes).split('\n');
  const pause = text.indexOf('M0') + 1;
  const lastMove = text.findLastIndex((words, i) => i < pause && /^G[01] /.test(words)) + 1;
  await page.waitForFunction((line) => {
    const { store } = globalThis.__viewer!;
    const head = store.head.value;
    return store.following.value && Number.isFinite(head) && store.print.value!.line[Math.ceil(head) - 1] === line;
  }, lastMove);

  session.act('resume');
  await page.waitForFunction((line) => {
    const { store } = globalThis.__viewer!;
    return store.live.value?.state === 'paused' && store.live.value.line > line;
  }, pause);
  session.act('resume');
  expect((await ended).kind).toBe('done');
  await page.locator('.live', { hasText: 'done' }).waitFor();
  await page.waitForFunction(
    () => globalThis.__viewer!.store.head.value === globalThis.__viewer!.store.print.value!.rows,
  );
  expect(complaints).toEqual([]);
  await context.close();
  expect(await view.stop()).toBe(0);
  await printer.close();
});
