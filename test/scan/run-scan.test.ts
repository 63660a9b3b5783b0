import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { runScan, type ScanOptions } from '../../src/cli/mesh/run-scan.ts';
import { planJob } from '../plan/plan-job.ts';
import { makeDicomSeg, makeNifti, voxelsOf } from './make-scan.ts';

const folder = mkdtempSync(join(tmpdir(), 'scan-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A kidney of sorts with a cyst, 12 mm across, in a file that names its patient. */
const dicom = join(folder, 'Doe_Jane_1970.dcm');
const inBall = (r: number, x: number, y: number, z: number) => Math.hypot(x, y, z) < r;
writeFileSync(
  dicom,
  makeDicomSeg({
    columns: 26,
    rows: 26,
    frames: Array.from({ length: 26 }, (_, slice) => [1, 2].map((segment) => ({ segment, slice }))).flat(),
    isSet: (segment, k, j, i) => {
      const cyst = inBall(4, i - 17, j - 13, k - 13);
      return segment === 2 ? cyst : !cyst && inBall(12, i - 13, j - 13, k - 13);
    },
    names: ['Kidney (left)', 'Gallenbläschen'],
    spacing: [0.5, 0.5, 0.5],
  }),
);

function run(file: string, options: ScanOptions): { code: number; said: string } {
  const said: string[] = [];
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  try {
    return { code: runScan(file, options), said: said.join('') };
  } finally {
    spy.mockRestore();
  }
}

test('lists what is in a scan', () => {
  const { code, said } = run(dicom, { json: true });
  expect(code).toBe(0);
  const list = JSON.parse(said);
  expect(list).toMatchObject({ format: 'DICOM SEG', voxelMm: [0.5, 0.5, 0.5], notes: [] });
  expect(
    list.labels.map(({ label, name, pieces }: { label: number; name: string; pieces: number }) => [
      label,
      name,
      pieces,
    ]),
  ).toEqual([
    [1, 'Kidney (left)', 1],
    [2, 'Gallenbläschen', 1],
  ]);
  expect(run(dicom, {}).said).toMatch(/26 x 26 x 26 voxels of 0.5 x 0.5 x 0.5 mm[\s\S]*Gallenbläschen/);
});

test('writes parts, a job and a report, none of which names the patient or the file', async () => {
  const out = join(folder, 'parts');
  const { said } = run(dicom, { labels: 'all', output: out });
  const names = readdirSync(out).sort();
  expect(names).toEqual(['gallenblaschen.stl', 'job.yaml', 'kidney-left.stl', 'scan.json']);
  const all = said + names.map((name) => readFileSync(join(out, name), 'latin1')).join('');
  expect(all).not.toMatch(/Doe|Jane|1970|99000/);
  const report = JSON.parse(readFileSync(join(out, 'scan.json'), 'utf8'));
  expect(report).toMatchObject({
    space: 'right-anterior-superior',
    parts: [{ name: 'Kidney (left)' }, { name: 'Gallenbläschen' }],
  });
  const sum = report.parts.reduce((s: number, { volumeMm3 }: { volumeMm3: number }) => s + volumeMm3, 0);
  expect(sum / report.envelopeMm3).toBeCloseTo(1, 7);
  expect(Math.abs(report.parts[1].volumeMm3 / ((4 / 3) * Math.PI * 2 ** 3) - 1)).toBeLessThan(0.1);
  // The same call again is no change; what was edited is kept.
  run(dicom, { labels: 'all', output: out, quiet: true });
  writeFileSync(join(out, 'job.yaml'), 'name: mine\n');
  expect(() => run(dicom, { labels: 'all', output: out })).toThrow(/other versions of job.yaml; nothing was written/);
});

test('the job of a part is planned to G-code', async () => {
  const out = join(folder, 'print');
  run(dicom, { labels: '1=kidney,2=cyst', anonymous: true, output: out, quiet: true });
  expect(readdirSync(out).sort()).toEqual(['job.yaml', 'part1.stl', 'part2.stl', 'scan.json']);
  expect(readFileSync(join(out, 'scan.json'), 'utf8')).not.toMatch(/kidney|cyst/);
  const job = parse(readFileSync(join(out, 'job.yaml'), 'utf8'));
  const read = (name: string) => readFileSync(join(out, name));
  const one = { ...job, place: { x: 60, y: 60 }, parts: [job.parts[0]] };
  const { gcode, refusedBy, report } = await planJob(one, { 'part1.stl': read('part1.stl') }, { allow: ['overhang'] });
  expect(refusedBy).toEqual([]);
  expect(gcode?.length).toBeGreaterThan(10_000);
  expect(report.meshes[0]).toMatchObject({ watertight: true });
});

test('flags that change nothing, numbers that are none and a missing folder are refused', () => {
  const fails = (options: ScanOptions, what: RegExp) => expect(() => run(dicom, options)).toThrow(what);
  fails({ smooth: '3' }, /--smooth changes nothing without --labels/);
  fails({ labels: 'all' }, /No folder/);
  fails({ labels: 'all', output: 'x', smooth: '-1' }, /--smooth -1: expected a whole number from 0/);
  fails({ labels: 'all', output: 'x', islands: '2.5' }, /--islands 2.5/);
  fails({ spacing: '1,1' }, /expected three numbers/);
  expect(existsSync('x')).toBe(false);
});

test('the report says what was read differently from what the file says', () => {
  const file = join(folder, 'map.nii');
  writeFileSync(file, makeNifti({ size: [4, 4, 4], voxels: voxelsOf([4, 4, 4], () => 1), units: 0 }));
  expect(run(file, {}).said).toMatch(/millimetres are assumed/);
});
