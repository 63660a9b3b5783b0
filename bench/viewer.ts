/**
 * The viewer against gcode-preview on the same file, browser and machine, one after the other.
 *   npx tsx bench/viewer.ts [segments=2000000] [--only-ours] [--json file]
 */
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { build } from 'esbuild';
import { chromium, type Page } from 'playwright-core';
import { jsonAsset, viewerAssets } from '../src/serve/assets.ts';
import { serveViewer } from '../src/serve/server.ts';
import { chromiumFlags, findChromium } from '../test/browser/find-chromium.ts';
import { buildViewer, builtViewer, removeViewer } from '../test/browser/open-viewer.ts';
import { discPrint } from './viewer-workload.ts';

const root = new URL('..', import.meta.url).pathname;
const segments = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 2_000_000);
const onlyOurs = process.argv.includes('--only-ours');
const jsonAt = process.argv.indexOf('--json');

/** The longest time the page could not have answered, seen by a timer that wants to run every few ms. */
const gapWatch = `globalThis.__name = (f) => f;
globalThis.__gap = 0;
{ let before = performance.now(); const step = () => { const now = performance.now(); __gap = Math.max(__gap, now - before); before = now; setTimeout(step, 0); }; step(); }`;

async function main(): Promise<void> {
  const file = Buffer.from(discPrint(segments));
  await buildViewer();
  const results: Record<string, unknown> = {
    segments,
    megabytes: Number((file.length / 1e6).toFixed(1)),
    cores: cpus().length,
  };
  results.ours = await ours(file);
  console.log(JSON.stringify(results.ours));
  if (!onlyOurs) {
    // As it comes (one-pixel lines), and with the lines of a given width that stand for strands.
    for (const lineWidth of [undefined, 2]) {
      const name = lineWidth === undefined ? 'gcodePreviewLines' : 'gcodePreviewWideLines';
      results[name] = await gcodePreview(file, lineWidth);
      console.log(name, JSON.stringify(results[name]));
    }
  }
  removeViewer();
  if (jsonAt > 0) writeFileSync(process.argv[jsonAt + 1], `${JSON.stringify(results, null, 2)}\n`);
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
    const measure = (performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> })
      .measureUserAgentSpecificMemory;
    return (await measure.call(performance)).bytes;
  });
}

async function ours(file: Buffer) {
  const assets = viewerAssets(builtViewer);
  assets.set('/print.json', jsonAsset({ name: 'disc.gcode', gcode: 'print.gcode' }));
  assets.set('/print.gcode', { type: 'text/plain', body: file });
  const server = await serveViewer(assets);
  const result = await withPage(server.url, async (page, version) => {
    await page.waitForFunction(() => globalThis.__viewer?.store.status.value.kind === 'ready');
    await page.waitForFunction(() => globalThis.__viewer!.stage.stats().firstPixelsMs > 0);
    const loaded = await page.evaluate(() => {
      const { store, stage } = globalThis.__viewer!;
      return { timing: store.timing.value!, first: stage.stats().firstPixelsMs, sinceStart: performance.now() };
    });
    await page.evaluate(() => globalThis.__viewer!.whenIdle());
    const complete = await page.evaluate(() => ({ ms: performance.now(), ...globalThis.__viewer!.stage.stats() }));
    const gap = await page.evaluate(() => (globalThis as unknown as { __gap: number }).__gap);
    const layers = await page.evaluate(oneLayerFrames);
    const recolour = await page.evaluate(() => {
      const { store } = globalThis.__viewer!;
      const started = performance.now();
      store.mode.value = 'speed';
      return performance.now() - started;
    });
    await page.evaluate(() => globalThis.__viewer!.whenIdle());
    return {
      chromium: version,
      workerLoadMs: Math.round(loaded.timing.fetchMs + loaded.timing.readMs + loaded.timing.buildMs),
      timing: loaded.timing,
      firstPixelsMs: Math.round(loaded.first),
      firstPictureSinceStartMs: Math.round(loaded.sinceStart),
      completeSinceStartMs: Math.round(complete.ms),
      completeQuality: complete.quality,
      longestGapMs: Math.round(gap),
      layerFrameMs: layers,
      recolourMs: Math.round(recolour),
      bytes: await memory(page),
      bytesPerSegment: Math.round((await memory(page)) / segments),
    };
  });
  await server.close();
  return result;
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

async function gcodePreview(file: Buffer, lineWidth: number | undefined) {
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
      return { fetchMs: started - fetched, processMs: processed - started, firstPictureMs: now - started, sinceStartMs: now };
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
      (globalThis as unknown as { run(): Promise<Record<string, number>> }).run(),
    );
    const gap = await page.evaluate(() => (globalThis as unknown as { __gap: number }).__gap);
    const rounded = Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, Math.round(ms)]));
    const bytes = await memory(page);
    return { ...rounded, longestGapMs: Math.round(gap), bytes, bytesPerSegment: Math.round(bytes / segments) };
  });
  await server.close();
  return result;
}

await main();
