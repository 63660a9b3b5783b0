import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { studioJob } from '../../src/cli/plan/run-studio.ts';
import { bioweft, projectFolder } from '../cli/run-bioweft.ts';
import { openStudio, planIs } from './open-studio.ts';
import { browserForTests } from './pages-for-tests.ts';

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-new-'));
afterAll(() => rmSync(folder, { recursive: true }));

const job = `# Six plugs of two inks.
name: six plugs
printer: allevi-biobot1
vessel: { plate: corning-24, wells: [A1, A2, A3, B1, B2, B3] } # as it stands on the bench
inks:
  bone: { ink: ama, tool: T0, nozzle: { gauge: 23, length: 12.7 }, load: 3 mL }
  cartilage: { ink: alginate-i1g-4, tool: T1, nozzle: { gauge: 25, length: 12.7 }, load: 3 mL }
parts:
  - { mesh: bone.stl, ink: bone, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.55 } }
  - { mesh: cartilage.stl, ink: cartilage, laydown: { pattern: parallel, angles: [0, 60], pore: 0.35 } }
layers: { height: 0.25 }
speed: 8
`;

test('by keyboard alone: from a folder of meshes to a saved job of two inks in six wells and its G-code, a refusal fixed, all undone', async () => {
  for (const mesh of ['bone.stl', 'cartilage.stl']) {
    copyFileSync(join(projectFolder, 'scaffolds/osteochondral-plug', mesh), join(folder, mesh));
  }
  const { page, faults, close } = await openStudio(browser(), studioJob([folder]));
  // A first job of what lies in the folder is planned before anything is typed.
  await page.waitForFunction(() => ['proven', 'refused'].includes(document.body.dataset['plan'] ?? ''));
  // Words wait while a first picture is drawn: only then do the stops of Tab stand still.
  await page.waitForFunction(() => globalThis.__viewer && globalThis.__viewer.store.status.value.kind !== 'loading');
  const focus = async (name: string) => {
    const at = () =>
      page.evaluate(() => document.activeElement!.getAttribute('aria-label') ?? document.activeElement!.textContent);
    for (let stops = 0; stops < 12 && (await at()) !== name; stops++) await page.keyboard.press('Tab');
    expect(await at()).toBe(name);
  };
  const begun = await page.evaluate(() => globalThis.__studio!.text());
  await focus('Form');
  // The last tab is the one before the first.
  await page.keyboard.press('ArrowLeft');
  await focus('Text');
  await page.locator('.cm-content').waitFor();
  await focus('Job, as YAML');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(job);
  await page.waitForFunction(() => document.querySelector('.studio-bar')!.textContent!.includes('not saved'));
  await planIs(page, 'proven');
  // The picture follows its plan as soon as the browser's graphics run.
  await page.waitForFunction(() => (globalThis.__viewer?.store.print.value?.wells.length ?? 0) > 5);
  await page.keyboard.press('ControlOrMeta+s');
  await page.locator('.studio-said', { hasText: 'Saved' }).waitFor();
  expect(readFileSync(join(folder, 'job.yaml'), 'utf8')).toBe(job);
  // Escape, then Tab leaves the editor; back to the buttons before it.
  await page.keyboard.press('Escape');
  const at = () => page.evaluate(() => document.activeElement!.textContent);
  for (let stops = 0; stops < 12 && (await at()) !== 'Write G-code'; stops++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.locator('.studio-said', { hasText: 'Written' }).waitFor();
  const run = await bioweft([
    'slice',
    join(folder, 'job.yaml'),
    '-o',
    join(folder, 'again.gcode'),
    '--quiet',
    '--no-record',
  ]);
  expect(run.code).toBe(0);
  const [written, sliced] = ['six-plugs.gcode', 'again.gcode'].map((name) => readFileSync(join(folder, name)));
  expect(written.equals(sliced)).toBe(true);

  for (let stops = 0; stops < 12 && (await at()) !== 'Text'; stops++) await page.keyboard.press('Tab');
  await focus('Job, as YAML');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(job.replace('load: 3 mL', 'load: 100 uL'));
  await planIs(page, 'refused');
  await page.locator('.finding.refuse button.fix').first().waitFor();
  const fix = (await page.locator('.finding.refuse button.fix').first().textContent())!;
  await page.keyboard.press('Escape');
  await focus(fix);
  await page.keyboard.press('Enter');
  await planIs(page, 'proven');
  const kept = await page.evaluate(() => globalThis.__studio!.text());
  for (const comment of job.match(/#.*/g)!) expect(kept).toContain(comment);
  while (await page.evaluate(() => globalThis.__studio!.canUndo())) await page.keyboard.press('ControlOrMeta+z');
  expect(await page.evaluate(() => globalThis.__studio!.text())).toBe(begun);
  expect(faults).toEqual([]);
  await close();
});
