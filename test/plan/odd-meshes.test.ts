import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { oddMeshes } from '../mesh/odd-meshes.ts';
import { oneInkJob, planJob } from './plan-job.ts';

const width = 0.41;
const layer = 0.2;
const meshes = oddMeshes();

function job(name: string, units: string | undefined): object {
  const base = oneInkJob({
    mesh: name,
    width,
    layer,
    laydown: { spacing: 1.1714, angles: [45, 135] },
    contours: 1,
  }) as {
    parts: object[];
  };
  return { ...base, parts: [{ ...base.parts[0], units: units ?? 'mm' }] };
}

const everyGate = ['mesh', 'flow', 'supply', 'time', 'overhang', 'bounds', 'collision'] as const;

test.each(meshes.filter(({ prints }) => prints).map((mesh) => [mesh.name, mesh] as const))(
  '%s is planned and loses no layer that holds a strand',
  async (name, { bytes, units }) => {
    const { report, wells, findings } = await planJob(job(name, units), { [name]: bytes }, { allow: everyGate });
    expect(findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    // A section wide enough for a strand all round its contour must have been printed.
    const [{ construct }] = wells.constructs;
    for (const { index, strands, inks } of construct.layers) {
      const area = inks['ink']?.areaMm2 ?? 0;
      if (area > 4 * width * width) expect(`layer ${index}: ${strands.length > 0}`).toBe(`layer ${index}: true`);
    }
    expect(report.totals.inks['ink'].volumeUl).toBeGreaterThan(0);
  },
);

/** Files that are read as what they are, whatever their name, and refused by that format. */
const readAs: Readonly<Record<string, string>> = { zip: '3mf-zip', obj: 'obj-corner', ply: 'mesh-unreadable' };

test.each(meshes.filter(({ prints }) => !prints).map((mesh) => [mesh.name, mesh] as const))(
  '%s is refused by name',
  async (name, { bytes, refusal }) => {
    const refused = await planJob(job(name, undefined), { [name]: bytes }, { allow: everyGate }).catch(
      (error) => error,
    );
    expect(refused).toBeInstanceOf(InputError);
    if (refusal !== undefined) expect((refused as InputError).code).toBe(readAs[name] ?? refusal);
    expect((refused as InputError).fix).toBeTruthy();
  },
);
