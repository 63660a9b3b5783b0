/**
 * The viewer against gcode-preview on the same files, browser and machine, one after the other: discs of as many segments
 * as are named, and a plate of 96 wells in 96 conditions.
 *   npx tsx bench/viewer.ts [2000000 8000000 sweep] [--only-ours] [--rounds 3] [--json file] [--write]
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { jsonAsset, viewerAssets } from '../src/serve/assets.ts';
import { serveViewer } from '../src/serve/server.ts';
import { buildViewer, builtViewer, removeViewer } from '../test/browser/built-viewer.ts';
import { chromiumFlags, findChromium } from '../test/browser/find-chromium.ts';
import { replaceSection } from './replace-section.ts';
import { discPrint, sweepJob } from './viewer-workload.ts';

const root = new URL('..', import.meta.url).pathname;
const words = process.argv.slice(2);
const after = (flag: string) => (words.includes(flag) ? words[words.indexOf(flag) + 1] : undefined);
const rounds = Number(after('--rounds') ?? 3);
const asked = words.filter((word) => (/^\d+$/.test(word) && word !== after('--rounds')) || word === 'sweep');
const workloads = asked.length > 0 ? asked : ['2000000', '8000000', 'sweep'];

/** The longest time the page could not have answered, seen by a timer that wants to run every few ms. */
const gapWatch = `globalThis.__name = (f) => f;
globalThis.__gap = 0;
{ let before = performance.now(); const step = () => { const now = performance.now(); __gap = Math.max(__gap, now - before); before = now; setTimeout(step, 0); }; step(); }`;

async function main(): Promise<void> {
  await buildViewer();
  const results: Result[] = [];
  for (const workload of workloads) results.push(await measure(workload));
  removeViewer();
  if (words.includes('--write')) replaceSection(`${root}docs/performance.md`, 'viewer', asTable(results));
  const json = after('--json');
  if (json) writeFileSync(json, `${JSON.stringify({ cores: cpus().length, results }, null, 2)}\n`);
}

async function measure(workload: string): Promise<Result> {
  const file = workload === 'sweep' ? sweepPrint() : Buffer.from(discPrint(Number(workload)));
  const runs: Own[] = [];
  for (let i = 0; i < rounds; i++) runs.push(await ours(file));
  // The middle one: a busy machine must not decide.
  runs.sort((a, b) => a.firstPictureMs - b.firstPictureMs);
  const own = runs[Math.floor(rounds / 2)];
  const name = workload === 'sweep' ? '96 wells in 96 conditions' : `${Number(workload).toLocaleString('en')} segments`;
  console.log(name, JSON.stringify(own));
  const peers: [string, Peer | null][] = [];
  // Beyond some millions of segments gcode-preview takes minutes and gigabytes.
  if (!words.includes('--only-ours') && !(Number(workload) > 4e6)) {
    // As it comes (one-pixel lines), and with the lines of a given width that stand for strands.
    for (const lineWidth of [undefined, 2]) {
      const kind = lineWidth === undefined ? 'one-pixel lines' : 'lines of a width';
      const peer = await gcodePreview(file, lineWidth, own.rows).catch((error: Error) => {
        console.log(kind, error.message.slice(0, 300));
        return null;
      });
      console.log(kind, JSON.stringify(peer));
      peers.push([`gcode-preview 2.18, ${kind}`, peer]);
    }
  }
  return { name, megabytes: Number((file.length / 1e6).toFixed(1)), own, peers };
}

/** The plate as `slice` writes it. */
function sweepPrint(): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'bioweft-bench-'));
  writeFileSync(join(folder, 'job.yaml'), sweepJob);
  execFileSync(process.execPath, [`${root}dist/bioweft.js`, 'slice', 'job.yaml', '-o', 'sweep.gcode', '--quiet'], {
    cwd: folder,
  });
  const file = readFileSync(join(folder, 'sweep.gcode'));
  rmSync(folder, { recursive: true });
  return file;
}

type Own = Awaited<ReturnType<typeof ours>>;

interface Result {
  readonly name: string;
  readonly megabytes: number;
  readonly own: Own;
  readonly peers: readonly (readonly [string, Peer | null])[];
}

interface Peer {
  readonly fromFetchMs: number;
  readonly longestGapMs: number;
  readonly bytesPerSegment: number;
}

function asTable(results: readonly Result[]): string {
  const rows = results.flatMap(({ name, megabytes, own, peers }) => [
    `| ${name} (${megabytes} MB) | bioweft | ${own.firstPictureMs} | | ${own.completeMs} | ${own.longestGapMs} | ${own.bytesPerSegment} |`,
    ...peers.map(([peer, seen]) =>
      seen === null
        ? `| | ${peer} | no picture | | | | |`
        : `| | ${peer} | ${seen.fromFetchMs} | ${(seen.fromFetchMs / own.firstPictureMs).toFixed(1)} x | ${seen.fromFetchMs} | ${seen.longestGapMs} | ${seen.bytesPerSegment} |`,
    ),
  ]);
  const details = results.map(
    ({ name, own }) =>
      `| ${name} | ${own.workerLoadMs} | ${own.firstPixelsMs} | ${own.startGapMs} | ${own.recolourMs} | ${own.selectMs} | ${own.layerFrameMs.median} (${own.layerFrameMs.worst}) |`,
  );
  return [
    `Chromium ${results[0].own.chromium} without a GPU, ${cpus().length} cores; ${rounds === 1 ? 'one run each' : `the middle of ${rounds} runs`}. Times in ms from opening the file.`,
    '',
    '| file | | first picture | against ours | every strand drawn | longest time the page did not answer | bytes a segment |',
    '|---|---|---:|---:|---:|---:|---:|',
    ...rows,
    '',
    'Ours in detail, ms:',
    '',
    '| file | read in the worker | first pixels after that | longest wait of the page as it starts | another colouring until every strand has it | a strand selected until it is shown | one layer alone a frame (worst of twenty) |',
    '|---|---:|---:|---:|---:|---:|---:|',
    ...details,
  ].join('\n');
}

async function withPage<T>(url: string, work: (page: Page, version: string) => Promise<T>, path = ''): Promise<T> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: [...chromiumFlags, '--enable-precise-memory-info', '--enable-blink-features=ForceEagerMeasureMemory'],
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log('page error:', error.message));
  page.setDefaultTimeout(600_000);
  await page.addInitScript(gapWatch);
  await page.goto(url);
  if (path) await page.goto(new URL(path, url).href);
  try {
    return await work(page, browser.version());
  } finally {
    await browser.close();
  }
}

/** Bytes of the page and its workers, buffers included, as the browser itself counts them after a collection. */
async function memory(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const measure = (
      performance as typeof performance & { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> }
    ).measureUserAgentSpecificMemory;
    return (await measure.call(performance)).bytes;
  });
}

async function ours(file: Buffer) {
  const assets = viewerAssets(builtViewer);
  assets.set('/print.json', jsonAsset({}));
  assets.set('/print.gcode', { type: 'text/plain', body: file });
  const server = await serveViewer(assets);
  const result = await withPage(server.url, async (page, version) => {
    // Opening the page is its own cost: the browser starts its graphics.
    await page.waitForFunction(() => globalThis.__viewer !== undefined);
    await page.evaluate(() => globalThis.__viewer!.whenIdle());
    await page.waitForTimeout(300);
    const loaded = await page.evaluate(async () => {
      const { store, stage, app } = globalThis.__viewer!;
      const page = globalThis as typeof globalThis & { __gap: number };
      const startGap = page.__gap;
      page.__gap = 0;
      const started = performance.now();
      await app.open({ kind: 'url', url: new URL('print.gcode', location.href).href, name: 'disc.gcode' });
      while (stage.stats().firstPixelsMs === 0) await new Promise((resolve) => setTimeout(resolve, 2));
      return {
        timing: store.timing.value!,
        first: stage.stats().firstPixelsMs,
        sinceOpen: performance.now() - started,
        startGap,
        started,
      };
    });
    await page.evaluate(() => globalThis.__viewer!.whenIdle());
    const complete = await page.evaluate(() => ({ ms: performance.now(), ...globalThis.__viewer!.stage.stats() }));
    const gap = await page.evaluate(() => (globalThis as typeof globalThis & { __gap: number }).__gap);
    const layers = await page.evaluate(oneLayerFrames);
    await page.evaluate(() => globalThis.__viewer!.whenIdle());
    const recolour = await page.evaluate(shownAfter, 'mode' as const);
    const select = await page.evaluate(shownAfter, 'selected' as const);
    const rows = await page.evaluate(() => globalThis.__viewer!.store.print.value!.rows);
    return {
      chromium: version,
      workerLoadMs: Math.round(loaded.timing.fetchMs + loaded.timing.readMs + loaded.timing.buildMs),
      timing: loaded.timing,
      firstPixelsMs: Math.round(loaded.first),
      firstPictureMs: Math.round(loaded.sinceOpen),
      completeMs: Math.round(complete.ms - loaded.started),
      startGapMs: Math.round(loaded.startGap),
      completeQuality: complete.quality,
      longestGapMs: Math.round(gap),
      layerFrameMs: layers,
      recolourMs: Math.round(recolour),
      selectMs: Math.round(select),
      rows,
      bytes: await memory(page),
      bytesPerSegment: Math.round((await memory(page)) / rows),
    };
  });
  await server.close();
  return result;
}

/** ms from another colouring to its whole picture, or from a selection to the frame that shows it. */
async function shownAfter(what: 'mode' | 'selected'): Promise<number> {
  const { store, stage } = globalThis.__viewer!;
  const gl = document.querySelector('canvas')!.getContext('webgl2')!;
  const { frames } = stage.stats();
  const started = performance.now();
  if (what === 'mode') store.mode.value = 'speed';
  else store.selected.value = Math.floor(store.print.value!.rows / 2);
  if (what === 'mode') await stage.whenIdle();
  else while (stage.stats().frames === frames) await new Promise((resolve) => requestAnimationFrame(resolve));
  gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
  return performance.now() - started;
}

/** Frames of single layers, each forced to be finished: the median and the worst of twenty. */
async function oneLayerFrames(): Promise<{ median: number; worst: number }> {
  const { store, stage } = globalThis.__viewer!;
  const gl = document.querySelector('canvas')!.getContext('webgl2')!;
  const pixel = new Uint8Array(4);
  const finish = () => gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
  const count = store.print.value!.layers.length;
  store.single.value = true;
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const layer = Math.floor((count * (i + 0.5)) / 20);
    store.low.value = layer;
    store.high.value = layer;
    // Two frames later the sketch has been planned; showing it again, forced to the end, is the frame's whole cost.
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    finish();
    const started = performance.now();
    stage.snapshot();
    finish();
    times.push(performance.now() - started);
  }
  store.single.value = false;
  store.low.value = 0;
  store.high.value = count - 1;
  times.sort((a, b) => a - b);
  return { median: Math.round(times[10]), worst: Math.round(times[19]) };
}

async function gcodePreview(file: Buffer, lineWidth: number | undefined, segments: number): Promise<Peer> {
  const source = `import { init } from 'gcode-preview';
    const canvas = document.querySelector('canvas');
    globalThis.run = async () => {
      const fetched = performance.now();
      const text = await (await fetch('print.gcode')).text();
      const started = performance.now();
      const preview = init({ canvas, lineWidth: ${lineWidth}, buildVolume: { x: 120, y: 120, z: 120 }, initialCameraPosition: [0, 100, 120] });
      preview.processGCode(text);
      const gl = canvas.getContext('webgl2') ?? canvas.getContext('webgl');
      const pixel = new Uint8Array(4);
      const processed = performance.now();
      preview.render();
      // The library draws in its own animation frame; drawn here, so that the clock stops when the picture is there.
      preview.renderer.render(preview.scene, preview.camera);
      gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
      const now = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { fetchMs: started - fetched, processMs: processed - started, firstPictureMs: now - started, fromFetchMs: now - fetched };
    };`;
  const bundled = await build({
    stdin: { contents: source, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    minify: true,
    write: false,
  });
  const page =
    '<!doctype html><canvas width="1280" height="720"></canvas><script type="module" src="bench.js"></script>';
  const assets = new Map([
    ['/', { type: 'text/html', body: Buffer.from(page) }],
    ['/bench.js', { type: 'text/javascript', body: Buffer.from(bundled.outputFiles[0].contents) }],
    ['/print.gcode', { type: 'text/plain', body: file }],
  ]);
  const server = await serveViewer(assets);
  const result = await withPage(server.url, async (page) => {
    await page.waitForFunction(() => 'run' in globalThis);
    const times = await page.evaluate(() =>
      (globalThis as typeof globalThis & { run(): Promise<Record<string, number>> }).run(),
    );
    const gap = await page.evaluate(() => (globalThis as typeof globalThis & { __gap: number }).__gap);
    const rounded = Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, Math.round(ms)]));
    const bytes = await memory(page);
    return {
      fromFetchMs: rounded['fromFetchMs'],
      longestGapMs: Math.round(gap),
      bytesPerSegment: Math.round(bytes / segments),
    };
  });
  await server.close();
  return result;
}

await main();
