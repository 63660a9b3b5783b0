import { warned } from '../warned.ts';
import { neededVoxels, type TpmsValues } from './build-tpms.ts';

/** More voxels than this take minutes and gigabytes. */
const mostVoxels = 8e6;

/** Values that each are in range and together are no body. */
export function tpmsConflict(values: TpmsValues, volumeMm3: number) {
  const { cell, porosity, change, voxels: given } = values;
  const other = porosity + change;
  if (other < 0.05 || other > 0.97) {
    return {
      what: `A porosity of ${porosity} with a change of ${change} comes to ${other.toFixed(3)}.`,
      fix: 'Both ends lie from 0.05 to 0.97: give a smaller change.',
    };
  }
  const needed = neededVoxels(values);
  if (given !== 0 && given < needed) {
    return {
      what: `With ${given} voxels along a cell its thinnest place is less than two voxels.`,
      fix: `Give at least ${needed}, or 0 to let that be chosen.`,
    };
  }
  const voxels = given || needed;
  const count = volumeMm3 / (cell / voxels) ** 3;
  if (count <= mostVoxels) return null;
  return {
    what: `The body is ${(count / 1e6).toFixed(1)} million voxels; ${mostVoxels / 1e6} million are meshed at most.`,
    fix: 'Give fewer voxels, larger cells or a smaller body.',
  };
}

export function tpmsAccuracy(values: TpmsValues): string {
  const { cell } = values;
  const voxels = values.voxels || neededVoxels(values);
  return `The mesh is made of voxels of ${(cell / voxels).toFixed(3)} mm with their points moved onto the surface: its volume is held, and it strays from the surface by at most about ${((1000 * cell) / voxels / 8).toFixed(0)} µm.`;
}

export function tpmsJob(name: string, { fill }: TpmsValues, wide: number): string {
  const gel = `  gel:
    ink: alginate-i1g-3
    tool: T1
    nozzle: { gauge: 25, length: 12.7 }
    load: 2 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
`;
  return `# ${name}: the struts are printed solid, the pores stay open${fill === 'gel' ? ' for a gel with cells' : ''}.
name: ${name}
printer: marlin-syringe
vessel: { dish: ${wide <= 18 ? 'petri-35' : wide <= 38 ? 'petri-60' : 'petri-90'} }
inks:
  struts:
    ink: ama                       # alginate, methylcellulose and agarose: a paste that stays where it is laid
    tool: T0
    nozzle: { gauge: 27, length: 12.7 }
    width: 0.25
    load: 3 mL
${fill === 'gel' ? gel : ''}parts:
  - { mesh: scaffold.stl, ink: struts, laydown: { solid: true }, contours: 1 }
${fill === 'gel' ? '  - { mesh: gel.stl, ink: gel, laydown: { pattern: parallel, angles: [0, 90], solid: true } }\n' : ''}layers: { height: 0.2 }
speed: 8
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
`;
}

export const tpmsNotes = [
  'A network below the surface of a level function (gyroid, Schwarz P, diamond, Neovius, I-WP), or a sheet along it. The porosity is solved for on the mesh itself: what the file holds is what was asked for, within 0.001. That solid and pores hang together is checked on the voxels; a body that falls apart is refused.',
  'Where pores are to come from strands instead of from the mesh, `pattern: gyroid` in a job lays the same surface strand by strand.',
];

export const tpmsWarnings: Readonly<Record<string, string>> = {
  plan: `${warned.thin} Of a gyroid: ${warned.handedness}`,
  overhang: warned.overhang,
};
