import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, test } from 'vitest';
import { runView } from '../../src/cli/plan/run-view.ts';
import { createLiveHub } from '../../src/serve/live.ts';
import { samplePrint } from '../viewer/sample-plans.ts';
import { axe } from './axe.ts';
import { builtViewer } from './built-viewer.ts';
import { bytesOf, drop, openPage, serveFile, settled } from './open-viewer.ts';
import { browserForTests, onePage } from './pages-for-tests.ts';
import { canvasPicture, inkedShare, pixelHash } from './pixels.ts';
import { startView } from './start-view.ts';

const folder = mkdtempSync(join(tmpdir(), 'bioweft-view-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const gcode = samplePrint({ layers: 6, vessel: 'corning-24', wells: [{ well: 'A1', x: 20, y: 80 }], cureEvery: 3 });
const lines = gcode.split('\n');
const report = {
  findings: [
    { gate: 'viability', severity: 'warn', where: { strand: 5 }, what: 'Viability 84 % is low.', fix: 'Slow down.' },
    { gate: 'dose', severity: 'note', where: { layer: 2 }, what: 'A note.', fix: '' },
  ],
  limits: { viability: 0.85 },
};

const withView = onePage({ gcode, report });
const browser = browserForTests();

describe('the page', () => {
  test('is worked by keyboard alone: layers, colour, a strand and its line; nothing complains', async () => {
    await withView('', async (page) => {
      const first = await canvasPicture(page);
      expect(inkedShare(first)).toBeGreaterThan(0.05);

      await page.keyboard.press('s');
      await page.keyboard.press('ArrowDown');
      await expect
        .poll(() => page.getByRole('slider', { name: 'Highest layer shown' }).getAttribute('aria-valuetext'))
        .toMatch(/^Layer 4 of 6, z 1\.20 mm/);
      await settled(page);
      const lower = await canvasPicture(page);
      expect(pixelHash(lower)).not.toBe(pixelHash(first));

      await page.keyboard.press('4');
      await settled(page);
      await expect.poll(() => page.getByRole('combobox', { name: 'Colour by' }).inputValue()).toBe('shear');
      expect(pixelHash(await canvasPicture(page))).not.toBe(pixelHash(lower));

      await page.keyboard.press('c');
      await page.keyboard.press('n');
      await page.keyboard.press('n');
      const inspector = page.getByRole('region', { name: 'Selected strand' });
      // The second strand of the file, its first extruding line.
      const second = lines.findIndex((text) => text.startsWith(';BIO:strand=1 '));
      const line = lines.findIndex((text, i) => i > second && text.startsWith('G1 ')) + 1;
      await expect.poll(() => inspector.getAttribute('data-line')).toBe(String(line));
      // Its text comes from the worker, after its number.
      await expect.poll(() => page.locator('.gcode [aria-current]').textContent()).toBe(`${line}${lines[line - 1]}`);

      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    });
  });

  test('a click selects the strand under it, and the address brings the view back', async () => {
    const server = await serveFile({ gcode });
    const { page, context } = await openPage(browser(), server.url);
    await settled(page);
    await page.keyboard.press('Shift+T');
    await settled(page);
    // Where the canvas says a strand is, seen through the same camera.
    const spot = await page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      for (let y = 200; y < canvas.clientHeight - 100; y += 3) {
        const row = globalThis.__viewer!.rowAt(canvas.clientWidth / 2 - 60, y);
        if (row >= 0)
          return { x: canvas.clientWidth / 2 - 60, y, row, line: globalThis.__viewer!.store.print.value!.line[row] };
      }
      return null;
    });
    await page.locator('canvas').click({ position: { x: spot!.x, y: spot!.y } });
    await expect.poll(() => page.locator('.inspector').getAttribute('data-line')).toBe(String(spot!.line));
    await page.waitForFunction(() => location.hash.includes('pick='));
    const hash = new URL(page.url()).hash;
    const again = await serveFile({ gcode });
    const other = await openPage(browser(), again.url, { hash: hash.slice(1) });
    await settled(other.page);
    await expect.poll(() => other.page.locator('.inspector').getAttribute('data-line')).toBe(String(spot!.line));
    for (const opened of [context, other.context]) await opened.close();
    for (const running of [server, again]) await running.close();
  });

  test('the legend filters, a finding leads to its strand, the needle plays', async () => {
    await withView('panel=findings&colour=viability', async (page) => {
      await expect.poll(() => page.locator('.limit').textContent()).toBe('limit 85');
      const full = pixelHash(await canvasPicture(page));
      await page.locator('.entry').first().click();
      await settled(page);
      expect(pixelHash(await canvasPicture(page))).not.toBe(full);
      await page.locator('[data-finding="0"]').click();
      await expect.poll(() => page.locator('.inspector h2').textContent()).toMatch(/^Strand 5 /);
      await page.keyboard.press('Escape');
      await page.locator('[data-command=play]').click();
      await page.waitForFunction(
        () => globalThis.__viewer!.store.head.value > 1 && globalThis.__viewer!.store.head.value < 1e6,
      );
      await page.locator('[data-command=play]').click();
      await expect.poll(() => page.locator('[data-command=play]').getAttribute('aria-pressed')).toBe('false');
    });
  });

  test('axe finds nothing serious, dark, light and with forced colours, in each panel', async () => {
    for (const [colorScheme, panel] of [
      ['dark', 'layers'],
      ['light', 'gcode'],
      ['dark', 'findings'],
    ] as const) {
      await withView(`panel=${panel}&colour=shear`, async (page) => {
        await page.emulateMedia({ colorScheme, forcedColors: 'none' });
        await page.keyboard.press('n');
        await page.locator('.inspector').waitFor();
        expect(await axe(page)).toEqual([]);
        await page.emulateMedia({ forcedColors: 'active' });
        expect(await axe(page)).toEqual([]);
      });
    }
  });

  test('a small screen with touch still shows the print and its controls', async () => {
    const server = await serveFile({ gcode });
    const context = await browser().newContext({
      viewport: { width: 420, height: 800 },
      hasTouch: true,
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    await page.goto(server.url);
    await settled(page);
    expect(inkedShare(await canvasPicture(page))).toBeGreaterThan(0.02);
    await page.locator('[aria-label="One layer down"]').tap();
    await expect.poll(() => page.locator('[data-thumb=high]').getAttribute('aria-valuenow')).toBe('5');
    expect((await page.locator('.moves').boundingBox())!.width).toBeGreaterThan(300);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBe(420);
    await context.close();
    await server.close();
  });
});

test('every switch changes the picture, and back', async () => {
  const corners = [-4, -4, 0, 4, -4, 0, 0, 4, 6];
  const triangles = Buffer.from(Float32Array.from(corners).buffer).toString('base64');
  const server = await serveFile({ gcode, model: [{ part: 'bone', ink: 'bone', triangles }] });
  const { page, context, complaints } = await openPage(browser(), server.url, {
    hash: 'layers=3-5&panel=none',
    width: 640,
    height: 420,
  });
  await settled(page);
  const hash = async () => pixelHash(await canvasPicture(page));
  const plain = await hash();
  let before = plain;
  for (const key of ['g', 't', 'm', 'u', 'y', 'k', 'h', 'v']) {
    await page.keyboard.press(key);
    // Areas come from the worker, a moment later.
    await expect.poll(hash, { message: key }).not.toBe(before);
    before = await hash();
  }
  for (const key of 'vvvhkyumtg') await page.keyboard.press(key);
  await expect.poll(hash).toBe(plain);
  const download = page.waitForEvent('download');
  await page.keyboard.press('p');
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('print.png');
  expect(inkedShare(PNG.sync.read(await bytesOf(saved)))).toBeGreaterThan(0.02);
  expect(complaints).toEqual([]);
  await context.close();
  await server.close();
});

describe('what goes wrong', () => {
  test('each file that cannot be shown gets its message, and the next one is shown', async () => {
    const server = await serveFile({ gcode: null });
    const { page, context, complaints } = await openPage(browser(), server.url);
    await page.getByText('Drop a G-code file here').waitFor();
    for (const [make, code, words] of [
      ['new File([], "a.gcode")', 'empty', /0 bytes/],
      ['new File(["solid cube\\nfacet normal 0 0 1\\n"], "cube.stl")', 'not-gcode', /STL/],
      ['new File([new Uint8Array([71, 49, 0, 3, 9])], "x.bin")', 'not-gcode', /Byte 3 is zero/],
      ['new File(["Dear Sir,\\nthe cells have died.\\n"], "letter.txt")', 'not-gcode', /no motion/],
      // A gigabyte that takes no memory: one block, named a thousand times.
      ['new File(Array(1024).fill(new Blob([new Uint8Array(1048576).fill(71)])), "huge.gcode")', 'too-big', /1024 MB/],
    ] as const) {
      await drop(page, make);
      const message = page.locator(`[role=alert][data-code=${code}]`);
      await message.waitFor();
      await expect.poll(() => message.textContent()).toMatch(words);
    }
    await drop(page, `new File([${JSON.stringify(gcode)}], "good.gcode")`);
    await page.locator('[role=alert]').waitFor({ state: 'detached' });
    await page.waitForFunction(() => globalThis.__viewer!.store.status.value.kind === 'ready');
    expect(inkedShare(await canvasPicture(page))).toBeGreaterThan(0.05);
    expect(complaints).toEqual([]);
    await context.close();
    await server.close();
  });

  test('a lost context is told, and the picture comes back as it was', async () => {
    const server = await serveFile({ gcode });
    const { page, context, complaints } = await openPage(browser(), server.url);
    await settled(page);
    const before = pixelHash(await canvasPicture(page));
    await page.evaluate(() => {
      const gl = document.querySelector('canvas')!.getContext('webgl2')!;
      const extension = gl.getExtension('WEBGL_lose_context')!;
      (globalThis as typeof globalThis & { lose: typeof extension }).lose = extension;
      extension.loseContext();
    });
    await page.getByText('let go of the picture').waitFor();
    // Tables go on working meanwhile.
    await page.keyboard.press('s');
    await page.keyboard.press('w');
    await page.evaluate(() =>
      (globalThis as typeof globalThis & { lose: { restoreContext(): void } }).lose.restoreContext(),
    );
    await page.getByText('let go of the picture').waitFor({ state: 'detached' });
    await settled(page);
    await expect.poll(async () => pixelHash(await canvasPicture(page))).toBe(before);
    expect(complaints.filter((text) => !/context/i.test(text))).toEqual([]);
    await context.close();
    await server.close();
  });
});

test.each([
  ['a worker starts the graphics, so that the page need not wait for them', () => {}, true],
  [
    'where no worker may have a canvas the page starts them',
    () => Reflect.deleteProperty(globalThis, 'OffscreenCanvas'),
    false,
  ],
])('%s', async (_, before, byWorker) => {
  const server = await serveFile({ gcode });
  const context = await browser().newContext();
  await context.addInitScript(before);
  const page = await context.newPage();
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto(server.url);
  await settled(page);
  expect(workers.some((url) => url.includes('graphics-worker'))).toBe(byWorker);
  expect(await page.evaluate(() => globalThis.__viewer!.stage.stats().firstPixelsMs)).toBeGreaterThan(0);
  await context.close();
  await server.close();
});

test('without WebGL the numbers are still there', async () => {
  const server = await serveFile({ gcode });
  const context = await browser().newContext();
  await context.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  const page = await context.newPage();
  await page.goto(server.url);
  await page.locator('[data-code=no-graphics]').waitFor();
  await page.getByRole('row').nth(6).waitFor();
  await expect.poll(() => page.locator('.facts').textContent()).toContain('6 layers');
  await context.close();
  await server.close();
});

describe('bioweft view', () => {
  test('--export writes one page that shows the same without a server', async () => {
    const file = join(folder, 'small.gcode');
    writeFileSync(file, gcode);
    writeFileSync(join(folder, 'small.json'), JSON.stringify(report));
    const target = join(folder, 'preview.html');
    expect(await runView(file, { open: false, export: target, quiet: true }, builtViewer)).toBe(0);
    const { page, context, complaints } = await openPage(browser(), pathToFileURL(target).href);
    await settled(page);
    expect(inkedShare(await canvasPicture(page))).toBeGreaterThan(0.05);
    await page.keyboard.press('c');
    await page.keyboard.press('n');
    await page.locator('.gcode [aria-current]').waitFor();
    await page.keyboard.press('Shift+N');
    await expect.poll(() => page.locator('[data-finding]').count()).toBe(2);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('serves the file until it is stopped', async () => {
    const file = join(folder, 'served.gcode');
    writeFileSync(file, gcode);
    const view = await startView(file);
    const { page, context, complaints } = await openPage(browser(), view.url);
    await settled(page);
    expect(new URL(page.url()).search).toBe('');
    await expect.poll(() => page.locator('.facts strong').textContent()).toBe('sample');
    expect(complaints).toEqual([]);
    await context.close();
    expect(await view.stop()).toBe(0);
  });

  test('what cannot be shown ends with words, not with a stack', async () => {
    const options = { open: false, quiet: true };
    await expect(runView(join(folder, 'missing.gcode'), options, builtViewer)).rejects.toThrow(/There is no file/);
    await expect(runView(undefined, { ...options, export: 'x.html' }, builtViewer)).rejects.toThrow(/needs a file/);
    const packed = join(folder, 'plate.bgcode');
    writeFileSync(packed, 'GCDE\u0001\u0000');
    const page = join(folder, 'refused.html');
    await expect(runView(packed, { ...options, export: page }, builtViewer)).rejects.toThrow(/binary G-code/);
    writeFileSync(packed, Buffer.from('\ufeffG28\nG1 X1\n', 'utf16le'));
    await expect(runView(packed, { ...options, export: page }, builtViewer)).rejects.toThrow(/UTF-16/);
    expect(existsSync(page)).toBe(false);
    const file = join(folder, 'other.gcode');
    writeFileSync(file, gcode);
    await expect(runView(file, { ...options, report: file }, builtViewer)).rejects.toThrow(/is not JSON/);
    await expect(runView(file, { ...options, port: '99999' }, builtViewer)).rejects.toThrow(/not a port/);
    const job = join(folder, 'job.yaml');
    writeFileSync(job, 'name: none');
    await expect(runView(job, { ...options, follow: true, report: file }, builtViewer)).rejects.toThrow(
      /--report and --follow mean nothing for a job/,
    );
    await expect(runView(file, { ...options, printerPort: 'x', export: page }, builtViewer)).rejects.toThrow(
      /--printer-port means nothing for a page/,
    );
  });
});

test('a live print is followed by its acknowledged lines', async () => {
  const live = createLiveHub();
  const server = await serveFile({ gcode, live });
  const { page, context, complaints } = await openPage(browser(), server.url);
  await settled(page);
  live.publish({ event: 'job', data: { id: 'other', sha256: '00', lines: lines.length } });
  live.publish({ event: 'state', data: { state: 'paused' } });
  const line = lines.findIndex((text) => text.startsWith(';BIO:strand=9 '));
  live.publish({ event: 'pos', data: { line, plannedS: 0, t: 0 } });
  await page.getByText('another file is printing').waitFor();
  await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.head.value)).toBe(Number.POSITIVE_INFINITY);
  const sha256 = createHash('sha256').update(gcode).digest('hex');
  live.publish({ event: 'job', data: { id: 'this', sha256, lines: lines.length } });
  await page.waitForFunction((at) => {
    const { store } = globalThis.__viewer!;
    const head = store.head.value;
    return Number.isFinite(head) && store.print.value!.line[head - 1] <= at && store.print.value!.line[head] > at;
  }, line);
  await expect.poll(() => page.locator('.live').textContent()).toBe('paused');
  expect(complaints).toEqual([]);
  await context.close();
  await server.close();
});
