import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPieces } from '../../src/mesh/labels/voxel-pieces.ts';
import { sumMesh } from '../../src/mesh/study/edge-sum.ts';
import { areasOf } from '../../src/mesh/study/measure-shells.ts';
import { chooseLabels } from '../../src/scan/choose-labels.ts';
import { loadScan } from '../../src/scan/load-scan.ts';
import { parseChoices } from '../../src/scan/parse-choices.ts';
import { scanParts } from '../../src/scan/scan-parts.ts';
import { oneInkJob, planJob } from '../plan/plan-job.ts';
import { stlOf } from '../plan/sections.ts';

/** Label maps that Debian ships, from where they are installed or from a folder into which the packages were unpacked. */
const root = process.env['BIOWEFT_ATLASES'] ?? '/';
const install =
  'apt-get install mricron-data python3-nibabel python3-pydicom (or unpack them, and name the folder in BIOWEFT_ATLASES)';

function atlas(name: string, folder = 'usr/share/mricron/templates'): string {
  const path = join(root, folder, name);
  if (!existsSync(path)) throw new Error(`${path} is missing: ${install}`);
  return path;
}

function partsOf(name: string) {
  const { volume } = loadScan(atlas(name));
  const choices = parseChoices('all', volume);
  const chosen = chooseLabels(volume, choices, name);
  const pieces = findPieces(chosen.volume);
  return { volume, chosen, scan: scanParts(chosen, choices, pieces, { smooth: 10 }) };
}

/** Labels, and voxels that have one, counted from the files by a script in another language. */
const maps = [
  ['JHU-WhiteMatter-labels-2mm.nii.gz', 48, 21_118],
  ['AICHAmc.nii.gz', 192, 144_208],
  ['aal.nii.gz', 116, 1_479_969],
  ['HarvardOxford-cort-maxprob-thr0-1mm.nii.gz', 48, 1_689_547],
  ['inia19-NeuroMaps.nii.gz', 724, 801_388],
  ['natbrainlab.nii.gz', 32, 407_432],
] as const;

test.each(maps)('%s: closed parts that keep their volumes and fill their envelope', (name, labels, voxels) => {
  const { chosen, scan } = partsOf(name);
  expect(scan.parts.length).toBe(labels);
  expect(scan.parts.reduce((sum, { pieces }) => sum + pieces.voxels, 0)).toBe(voxels);
  const sum = scan.parts.reduce((all, { volumeMm3 }) => all + volumeMm3, 0);
  expect(Math.abs(sum / scan.envelopeMm3 - 1)).toBeLessThan(1e-9);
  for (const part of scan.parts) {
    const { closed, degenerate } = sumMesh(part.mesh.triangles);
    expect({ name: part.name, closed, degenerate }).toEqual({ name: part.name, closed: true, degenerate: 0 });
    const area = areasOf(part.mesh.triangles).reduce((all, each) => all + each, 0);
    expect(Math.abs(part.volumeMm3 - part.voxelMm3)).toBeLessThan(0.5 * Math.cbrt(chosen.voxelMm3) * area);
    if (part.pieces.thin < 0.1 * part.pieces.voxels)
      expect(Math.abs(part.volumeMm3 / part.voxelMm3 - 1)).toBeLessThan(0.02);
  }
});

test('two atlases of opposite x on their disks land on the same side', () => {
  const senseOf = (name: string) => Math.sign(loadScan(atlas(name)).volume.toRas[0][0]);
  expect(senseOf('aal.nii.gz')).toBe(-senseOf('HarvardOxford-cort-maxprob-thr0-1mm.nii.gz'));
  // AAL numbers the left hemisphere odd and the right one even: precentral gyrus 1 and 2.
  const left = middleX('aal.nii.gz', 1);
  const right = middleX('aal.nii.gz', 2);
  expect(left).toBeLessThan(-10);
  expect(right).toBeGreaterThan(10);
  // In Harvard-Oxford one label covers both sides, so its middle lies near the midline by the file's own place.
  expect(Math.abs(middleX('HarvardOxford-cort-maxprob-thr0-1mm.nii.gz', 1))).toBeLessThan(6);
});

function middleX(name: string, wanted: number): number {
  const { volume } = loadScan(atlas(name));
  const [ni, nj] = volume.size;
  const [a, b, c, d] = volume.toRas[0];
  let [sum, count] = [0, 0];
  volume.labels.forEach((label, v) => {
    if (label !== wanted) return;
    sum += a * (v % ni) + b * (Math.floor(v / ni) % nj) + c * Math.floor(v / (ni * nj)) + d;
    count++;
  });
  return sum / count;
}

test('116 labels in seconds, and one of them as G-code', async () => {
  const before = process.cpuUsage();
  const { scan } = partsOf('aal.nii.gz');
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1e6).toBeLessThan(10);
  expect(process.memoryUsage().rss).toBeLessThan(1e9 * 1.5);
  const part = scan.parts.reduce((a, b) => (b.volumeMm3 < a.volumeMm3 && b.pieces.pieces === 1 ? b : a));
  const job = oneInkJob({
    mesh: 'part.stl',
    width: 0.41,
    layer: 0.3,
    laydown: { spacing: 1, angles: [0, 90] },
    contours: 1,
  });
  const { gcode, refusedBy } = await planJob(
    job,
    { 'part.stl': stlOf(part.mesh.triangles) },
    { allow: ['overhang', 'supply'] },
  );
  expect(refusedBy).toEqual([]);
  expect(gcode).not.toBeNull();
}, 120_000);

test.each([
  ['ch2.nii.gz', 'usr/share/mricron/templates', 'scan-grey'],
  ['anatomical.nii', 'usr/lib/python3/dist-packages/nibabel/tests/data', 'scan-grey'],
  ['example_nifti2.nii.gz', 'usr/lib/python3/dist-packages/nibabel/tests/data', 'scan-4d'],
  ['functional.nii', 'usr/lib/python3/dist-packages/nibabel/tests/data', 'scan-4d'],
  ['liver_1frame.dcm', 'usr/lib/python3/dist-packages/pydicom/data/test_files', 'scan-frames'],
  ['CT_small.dcm', 'usr/lib/python3/dist-packages/pydicom/data/test_files', 'scan-not-segmentation'],
])('%s is no label map, and refused by name', (name, folder, code) => {
  expect(() => loadScan(atlas(name, folder))).toThrow(expect.objectContaining({ code }));
});
