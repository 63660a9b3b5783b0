import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import { type SampleOptions, samplePrint } from '../viewer/sample-plans.ts';
import { onePage, showView } from './pages-for-tests.ts';
import { canvasPicture, difference, inkedShare, pixelHash } from './pixels.ts';

/**
 * Six small plans against the pictures in golden/. On the Chromium they were made with, to the bit; on another, up to a
 * few differing edge pixels. BIOWEFT_GOLDEN=update makes them anew: look at each before it lands.
 */
const folder = new URL('golden/', import.meta.url).pathname;
const recordPath = `${folder}record.json`;
const update = process.env['BIOWEFT_GOLDEN'] === 'update';

interface Golden {
  readonly plan: SampleOptions;
  readonly hash: string;
  readonly theme: 'dark' | 'light';
}

const wells = [
  { well: 'A1', x: 20, y: 80 },
  { well: 'A2', x: 39.3, y: 80 },
];
const goldens: Record<string, Golden> = {
  'two-inks': { plan: { layers: 6 }, hash: 'show=none', theme: 'dark' },
  'curvy-close': {
    plan: { layers: 3, curvy: true, size: 6 },
    hash: 'show=none&camera=p,53,52,8,59,60,0.5,1',
    theme: 'dark',
  },
  'wells-and-needle': {
    plan: { layers: 4, size: 8, wells, vessel: 'corning-24' },
    hash: 'show=vessel,needle&move=150',
    theme: 'light',
  },
  'section-with-caps': { plan: { layers: 8, size: 6 }, hash: 'show=none&section=x,0.300', theme: 'dark' },
  'one-layer-over-ghost': { plan: { layers: 4, size: 8 }, hash: 'layers=3-3&show=ghost,travels,marks', theme: 'light' },
  'shear-from-above': {
    plan: { layers: 5, size: 8, curvy: true },
    hash: 'colour=shear&show=fill&camera=o,60,59.999,40,60,60,1,6',
    theme: 'light',
  },
};

const withView = onePage({ gcode: null, width: 900, height: 560 });

interface Kept {
  chromium: string;
  hashes: Record<string, string>;
}
const kept: Kept = existsSync(recordPath) ? JSON.parse(readFileSync(recordPath, 'utf8')) : { chromium: '', hashes: {} };

describe('golden pictures', () => {
  test.each(Object.entries(goldens))('%s', async (name, { plan, hash, theme }) => {
    await withView('panel=none', async (page) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate(
        (text) => globalThis.__viewer!.app.open({ kind: 'file', file: new Blob([text]), name: 'print.gcode' }),
        samplePrint(plan),
      );
      await showView(page, `${hash}&panel=none`);
      compare(name, await canvasPicture(page), page.context().browser()!.version());
    });
  });

  test('the comparison sees a strand that is missing, and a blank canvas', () => {
    const golden = PNG.sync.read(readFileSync(`${folder}two-inks.png`));
    const without = PNG.sync.read(readFileSync(`${folder}section-with-caps.png`));
    expect(difference(golden, without)).toBeGreaterThan(0.02);
    const blank = new PNG({ width: 40, height: 30, fill: true });
    expect(inkedShare(blank)).toBe(0);
  });
});

/** With the picture of this name in golden/; or makes that anew. */
function compare(name: string, picture: PNG, version: string): void {
  expect(inkedShare(picture)).toBeGreaterThan(0.02);
  const path = `${folder}${name}.png`;
  if (update) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, PNG.sync.write(picture));
    kept.chromium = version;
    kept.hashes[name] = pixelHash(picture);
    writeFileSync(recordPath, `${JSON.stringify(kept, null, 2)}\n`);
  }
  const golden = PNG.sync.read(readFileSync(path));
  expect(pixelHash(golden)).toBe(kept.hashes[name]);
  if (version === kept.chromium) expect(pixelHash(picture)).toBe(kept.hashes[name]);
  else expect(difference(picture, golden)).toBeLessThan(0.02);
}
