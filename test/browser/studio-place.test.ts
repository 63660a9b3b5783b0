import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readShape } from '../../src/shape/shape-mesh.ts';
import { axe } from './axe.ts';
import { openStudio, planIs, undoAll } from './open-studio.ts';
import { browserForTests } from './pages-for-tests.ts';

const browser = browserForTests();
const folder = mkdtempSync(join(tmpdir(), 'bioweft-studio-place-'));
afterAll(() => rmSync(folder, { recursive: true }));

const job = `# A disc, and what is dropped beside it.
name: beside
printer: marlin-syringe
inks: { gel: { ink: alginate-i1g-4, nozzle: { gauge: 22, length: 12.7 } } } # the only one
parts:
  - { shape: disc, diameter: 6, height: 0.6, ink: gel, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.5 } }
layers: { height: 0.3 }
speed: 8
`;

/** Middle and size of what each part lays, machine mm, as the picture shows it. */
const laid = (page: Page) =>
  page.evaluate(() => {
    const { path, strands, parts, rows } = globalThis.__viewer!.store.print.value!;
    const ends = parts.map(() => [Infinity, -Infinity, Infinity, -Infinity]);
    for (let row = 0; row < rows; row++) {
      const strand = path[4 * (row + 1) + 3];
      if (strand < 0) continue;
      const end = ends[strands.part[strand]];
      const [x, y] = [path[4 * (row + 1)], path[4 * (row + 1) + 1]];
      end[0] = Math.min(end[0], x);
      end[1] = Math.max(end[1], x);
      end[2] = Math.min(end[2], y);
      end[3] = Math.max(end[3], y);
    }
    return Object.fromEntries(
      parts.map((name, i) => {
        const [left, right, front, back] = ends[i];
        return [name, { x: (left + right) / 2, y: (front + back) / 2 }];
      }),
    );
  });

/** Where a point of the bed is on the page. */
const onPage = (page: Page, at: readonly [number, number, number]) =>
  page.evaluate((point) => {
    const { left, top } = document.querySelector('.picture canvas')!.getBoundingClientRect();
    const { x, y } = globalThis.__viewer!.app.picture.project(point)!;
    return { x: x + left, y: y + top };
  }, at);

/** What is on its way over the picture. */
const outlined = (page: Page) =>
  page.evaluate(() => {
    const outline = globalThis.__viewer!.store.outline.value;
    return outline && { way: outline.way, lines: outline.pieces.map(({ lines }) => lines.length) };
  });

const near = (at: { x: number; y: number } | undefined, x: number, y: number, within: number) =>
  at !== undefined && Math.hypot(at.x - x, at.y - y) < within;

test('a mesh dropped into the picture becomes a part there, is moved, turned and dragged, and copied on Save', async () => {
  writeFileSync(join(folder, 'job.yaml'), job);
  const { mesh } = readShape({ shape: 'box', size: [4, 2, 0.6] });
  // Its own file puts it elsewhere.
  const stl = writeStl({ ...mesh, triangles: mesh.triangles.map((value, i) => value + [30, -7, 4][i % 3]) });
  const { page, faults, close } = await openStudio(browser(), { folder, name: 'job.yaml', draft: '' });
  const data = async () => parse(await page.evaluate(() => globalThis.__studio!.text()));
  await planIs(page, 'proven');
  await page.waitForFunction(() => globalThis.__viewer?.store.status.value.kind === 'ready');
  const before = (await laid(page))['disc'];
  const point = [before.x + 5, before.y - 1, 0] as const;
  const { x, y } = await onPage(page, point);
  await page.evaluate(
    ({ bytes, x: clientX, y: clientY }) => {
      const given = new DataTransfer();
      given.items.add(new File([Uint8Array.from(bytes)], 'my bar.STL'));
      const drop = { dataTransfer: given, bubbles: true, cancelable: true, clientX, clientY };
      document.querySelector('.picture canvas')!.dispatchEvent(new DragEvent('drop', drop));
    },
    { bytes: [...stl], x, y },
  );
  await expect.poll(async () => (await data()).parts[1]?.mesh).toBe('my-bar.stl');
  await expect.poll(async () => near((await laid(page))['my-bar'], point[0], point[1], 0.1)).toBe(true);
  expect(near((await laid(page))['disc'], before.x, before.y, 0.002)).toBe(true);
  await planIs(page, 'proven');

  const add = (await data()).parts[1].move as number[];
  const right = page.getByRole('button', { name: 'Right', exact: true });
  await page.getByLabel('Step', { exact: true }).selectOption('1');
  await right.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const stepped = await page.evaluate(() => {
    const { activeElement: bar } = document;
    bar!.dispatchEvent(new KeyboardEvent('keydown', { key: ',', bubbles: true, cancelable: true }));
    return globalThis.__viewer!.store.outline.value?.turn;
  });
  expect(stepped).toBe(15);
  const moved = (await data()).parts[1];
  expect(moved.move).toEqual([expect.closeTo(add[0] + 2, 6), add[1], add[2]]);
  expect(moved.rotate).toEqual([0, 0, 15]);
  await expect.poll(async () => near((await laid(page))['my-bar'], point[0] + 2, point[1], 0.3)).toBe(false);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(async () => near((await laid(page))['my-bar'], point[0] + 2, point[1], 0.1)).toBe(true);

  await page.getByRole('button', { name: 'Drag', exact: true }).click();
  // What moved has to be in sight.
  await page.evaluate(() => globalThis.__viewer!.app.picture.fit());
  const [from, to] = [
    await onPage(page, [point[0] + 2, point[1], 0.6]),
    await onPage(page, [point[0] + 1, point[1] + 2, 0.6]),
  ];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y);
  // Its outline goes with the pointer, and makes way for the picture of the plan.
  const [wayX, wayY] = (await outlined(page))?.way ?? [];
  expect(wayX).toBeCloseTo(-1, 1);
  expect(wayY).toBeCloseTo(2, 1);
  await page.mouse.up();
  await expect.poll(async () => near((await laid(page))['my-bar'], point[0] + 1, point[1] + 2, 0.3)).toBe(true);
  await expect.poll(() => outlined(page)).toBe(null);
  // Without the drag the same pointer chooses a part.
  await page.getByRole('button', { name: 'Drag', exact: true }).click();
  const disc = await onPage(page, [before.x, before.y, 0.6]);
  await page.mouse.click(disc.x, disc.y);
  await expect.poll(() => page.getByLabel('Part', { exact: true }).inputValue()).toBe('0');
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Save', exact: true }).click();
  expect(existsSync(join(folder, 'my-bar.stl'))).toBe(false);
  await page.getByRole('button', { name: 'Copy and save', exact: true }).click();
  await page.locator('.studio-said', { hasText: 'Saved' }).waitFor();
  expect(readFileSync(join(folder, 'my-bar.stl')).equals(stl)).toBe(true);
  const saved = readFileSync(join(folder, 'job.yaml'), 'utf8');
  expect(saved).toMatch(/^# A disc[\s\S]*# the only one\n[\s\S]*my-bar\.stl/);
  await undoAll(page);
  expect(await page.evaluate(() => globalThis.__studio!.text())).toBe(job);
  expect(faults).toEqual([]);
  await close();
});
