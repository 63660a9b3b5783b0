import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readShape } from '../../src/shape/shape-mesh.ts';
import { axe } from './axe.ts';
import { jobText, openStudio, planIs } from './open-studio.ts';
import { openPage, settled } from './open-viewer.ts';
import { browserForTests } from './pages-for-tests.ts';
import { startView } from './start-view.ts';

// What changes on the disk while it is looked at, in another editor, say.

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-anew-'));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, 'job.yaml');

const job = (load: string, layer = 0.25) => `# A disc.
name: disc
printer: marlin-syringe
inks: { gel: { ink: alginate-i1g-4, nozzle: { gauge: 22, length: 12.7 }, load: ${load} } }
parts: [{ mesh: disc.stl, ink: gel, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.5 } }]
layers: { height: ${layer} }
speed: 8
`;

/** So high that it has this many layers of 0.25 mm. */
function writeDisc(layers: number): void {
  const { mesh } = readShape({ shape: 'disc', diameter: 4, height: layers * 0.25 });
  writeFileSync(join(folder, 'disc.stl'), writeStl(mesh));
}

test('view job.yaml follows job and mesh on the disk; a refusal leaves the last plan that passed', async () => {
  writeDisc(4);
  writeFileSync(path, job('1 mL'));
  const view = await startView(path);
  const { page, context, complaints } = await openPage(browser(), view.url);
  await settled(page);
  const layersAre = (count: number) =>
    page.waitForFunction(
      (wanted) =>
        globalThis.__viewer!.store.status.value.kind === 'ready' &&
        globalThis.__viewer!.store.print.value?.layers.length === wanted,
      count,
    );
  await layersAre(4);
  const place = () =>
    page.evaluate(() => {
      const { store } = globalThis.__viewer!;
      return [store.low.value, store.high.value, store.mode.value, JSON.stringify(store.pose.value)];
    });
  await page.evaluate(() => {
    const { app, store } = globalThis.__viewer!;
    app.picture.look('front');
    app.picture.zoom(1.5);
    store.mode.value = 'role';
    [store.low.value, store.high.value] = [1, 2];
  });
  await page.evaluate(() => globalThis.__viewer!.whenIdle());
  const before = await place();

  writeDisc(6);
  await layersAre(6);
  expect(await place()).toEqual(before);

  writeFileSync(path, job('2 uL'));
  const alert = page.getByRole('alert', { name: 'The job on the disk is refused' });
  await alert.filter({ hasText: 'refused by supply' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await layersAre(6);

  // The mesh that the job names by now comes later than the job.
  writeFileSync(path, job('1 mL').replace('disc.stl', 'tall.stl'));
  await alert.filter({ hasText: 'tall.stl' }).waitFor();
  const { mesh } = readShape({ shape: 'disc', diameter: 4, height: 2 });
  writeFileSync(join(folder, 'tall.stl'), writeStl(mesh));
  await layersAre(8);
  await alert.waitFor({ state: 'detached' });
  expect(await place()).toEqual(before);
  expect(complaints).toEqual([]);
  await context.close();
  expect(await view.stop()).toBe(0);
});

test('the studio says that its job changed on the disk, and takes the new text as a change that can be undone', async () => {
  writeDisc(4);
  writeFileSync(path, job('1 mL'));
  const { page, faults, close } = await openStudio(browser(), { folder, name: 'job.yaml', draft: '' });
  await planIs(page, 'proven');
  await page.getByRole('tab', { name: 'Text' }).click();
  const notice = page.getByRole('status').filter({ hasText: 'changed on the disk' });
  // Its own Save is none.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.studio-said', { hasText: 'Saved' }).waitFor();
  expect(await notice.count()).toBe(0);
  writeFileSync(path, job('1 mL', 0.2));
  await notice.waitFor();
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Read it again' }).click();
  await notice.waitFor({ state: 'detached' });
  expect(await jobText(page)).toContain('height: 0.2 }');
  await page.waitForFunction(() => !document.querySelector('.studio-bar')!.textContent!.includes('not saved'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => jobText(page)).toContain('height: 0.25 }');
  // Based on what was read: it is saved without a question.
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect.poll(() => readFileSync(path, 'utf8')).toBe(job('1 mL'));
  expect(await notice.count()).toBe(0);
  expect(faults).toEqual([]);
  await close();
});
