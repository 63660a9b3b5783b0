import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { samplePrint } from '../viewer/sample-plans.ts';
import { axe } from './axe.ts';
import { drop, settled } from './open-viewer.ts';
import { pagesForTests } from './pages-for-tests.ts';
import { canvasPicture, inkedShare } from './pixels.ts';

const withPage = pagesForTests();

const bioX6 = [
  '; PRINTER_NAME: biox6',
  'T0 Z0.41',
  'G1 X-5 Y-5',
  'G1 X5 Y-5 E1 F1200',
  'G1 X5 Y5 E1',
  'G1 X-5 Y5',
  'M777 S1',
].join('\n');

/** A tube of 4 turns of 1 mm, as slicers write a vase. */
const helix = ['M83', 'G0 X10 Y0 Z0.2 F3000'];
for (let i = 1; i <= 4 * 64; i++) {
  const angle = (2 * Math.PI * i) / 64;
  const point = `X${(10 * Math.cos(angle)).toFixed(4)} Y${(10 * Math.sin(angle)).toFixed(4)} Z${(0.2 + i / 64).toFixed(4)}`;
  helix.push(`G1 ${point} E0.05 F600`);
}

/** A box of two triangles a side is not needed: one facet is a model. */
const stl = `solid wedge
facet normal 0 0 1
outer loop
vertex 0 0 0
vertex 16 0 0
vertex 0 16 8
endloop
endfacet
endsolid
`;

test('files of other programs are offered their machine, warn in the picture, and are named for what they are', async () => {
  await withPage({ gcode: null, hash: 'panel=none' }, async (page) => {
    const open = async (name: string, text: string) => {
      await drop(page, `new File([${JSON.stringify(text)}], ${JSON.stringify(name)})`);
      await page.waitForFunction((wanted) => {
        const { status, print } = globalThis.__viewer!.store;
        const { kind } = status.value;
        return kind === 'ready'
          ? print.value?.name === wanted
          : kind !== 'loading' && 'name' in status.value && status.value.name === wanted;
      }, name);
    };
    const dropBytes = (name: string, bytes: Uint8Array) =>
      drop(page, `new File([new Uint8Array(${JSON.stringify([...bytes])})], ${JSON.stringify(name)})`);
    await open('x6.gcode', bioX6);
    await settled(page);
    const bar = page.getByRole('region', { name: 'Looks written for another machine' });
    await expect.poll(() => bar.textContent()).toMatch(/Line 1 says.*biox6.*CELLINK BIO X6/);
    await expect.poll(() => page.locator('.badge-button').textContent()).toMatch(/warnings?$/);
    expect(await axe(page)).toEqual([]);
    const strands = () => page.evaluate(() => globalThis.__viewer!.store.print.value!.strands.count);
    await bar.locator('[data-printer=cellink-biox6]').click();
    await expect.poll(strands).toBe(1);
    await expect.poll(() => bar.count()).toBe(0);
    // The warning of a line that is not understood leads to the list.
    await page.locator('.badge-button').click();
    await page.locator('.findings', { hasText: 'M777' }).waitFor();
    await expect
      .poll(() => page.getByRole('combobox', { name: 'Read as the printer' }).inputValue())
      .toBe('cellink-biox6');
    await page.evaluate(() => {
      globalThis.__viewer!.store.printer.value = null;
    });

    // Without ink its travels are shown; the next file with ink hides them again.
    await open('ways.nc', 'G0 X10 Y5 Z1\nG0 X40 Y30\nG0 X5 Y30\n');
    await settled(page);
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.travels.value)).toBe(true);
    await page.getByText('No ink flows as the file is read: its travels are shown').waitFor();
    // The panel was closed until the badge opened it; an empty table says why it is empty.
    await page.getByRole('tab', { name: 'Layers' }).click();
    await page.getByText('there is no layer').waitFor();
    expect(inkedShare(await canvasPicture(page))).toBeGreaterThan(0.001);
    await open('helix.gcode', helix.join('\n'));
    await expect.poll(() => page.evaluate(() => globalThis.__viewer!.store.travels.value)).toBe(false);
    // One layer a turn.
    await expect.poll(() => page.locator('[data-thumb=high]').getAttribute('aria-valuemax')).toBe('4');

    const refused = async (name: string, text: string, words: RegExp) => {
      await open(name, text);
      await expect.poll(() => page.locator('[role=alert].message').textContent()).toMatch(words);
    };
    await refused('lathe.ngc', 'o100 sub\nG1 X[#1 * 2]\no100 endsub\n', /LinuxCNC program/);
    await refused('job.yaml', 'name: a\nprinter: b\nparts: []\n', /job of bioweft.*bioweft view job\.yaml/);
    await dropBytes('plate.gcode.3mf', zipSync({ 'Metadata/plate_1.gcode': new TextEncoder().encode('G1 X1\n') }));
    await expect
      .poll(() => page.locator('[role=alert].message').textContent())
      .toMatch(/sliced project \(\.gcode\.3mf\).*unzip -p/);
    await dropBytes('notepad.gcode', Buffer.from('\ufeffG28\nG1 X1 Y1 E1 F600\n', 'utf16le'));
    await expect.poll(() => page.locator('[role=alert].message').textContent()).toMatch(/UTF-16.*iconv/);
    await refused('a.bgcode', 'GCDE\u0001\u0000', /binary G-code/);

    // A model is shown as a ghost, with the command that plans it.
    await page.evaluate(() => {
      globalThis.__viewer!.store.notice.value = 'stale';
    });
    await open('wedge.stl', stl);
    await page.evaluate(() => globalThis.__viewer!.whenIdle());
    await expect
      .poll(() => page.locator('.model-message').textContent())
      .toMatch(/1 triangle, 16\.0 × 16\.0 × 8\.0 mm/);
    await expect.poll(() => page.locator('.command').textContent()).toMatch(/^bioweft slice wedge\.stl --printer/);
    await expect.poll(() => page.locator('.notice').count()).toBe(0);
    expect(inkedShare(await canvasPicture(page))).toBeGreaterThan(0.02);
    expect(await axe(page)).toEqual([]);
    await open('good.gcode', samplePrint({ layers: 3 }));
    await expect.poll(() => page.locator('.message').count()).toBe(0);
  });
});
