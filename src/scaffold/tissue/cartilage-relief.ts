import { type Relief, reliefSurfaces } from '../columns/relief.ts';
import { builtOf } from '../part.ts';
import type { Built } from '../scaffold.ts';

/** A shell of cartilage over a porous core with a flat back: what an ear and a nose have in common. */
export function cartilageParts(relief: Relief): Built {
  return builtOf(reliefSurfaces(relief), [
    ['cartilage', 'structural'],
    ['core', 'cellLaden'],
  ]);
}

/** How far the facets lie from the outline of a body of that length, mm, in words. */
export function cartilageAccuracy(length: number, { around, rings }: Pick<Relief, 'around' | 'rings'>): string {
  const strays = (length / 2) * (1 - Math.cos(Math.PI / around));
  return `The surface is facets between ${around} directions and ${rings + 1} rings, which lie at most about ${(1000 * strays).toFixed(0)} µm within its outline.`;
}

/**
 * The job of such a body, printed on its back; its name in small letters, its length and the core's ink in mm and mL.
 * `inBath`: lines of the job that print it into a bath.
 */
export function cartilageJob(name: string, length: number, coreMl: number, inBath = ''): string {
  return `# ${name[0].toUpperCase()}${name.slice(1)}: a shell of cartilage over a porous core, printed on its back${inBath === '' ? '' : ' into a support bath'}.
name: ${name}
printer: allevi-biobot1
vessel: { dish: ${length <= 40 ? 'petri-60' : 'petri-90'} }
inks:
  cartilage:
    ink: ama                       # alginate, methylcellulose and agarose: a paste that keeps its shape; no cells
    tool: T0
    nozzle: { gauge: 23, length: 12.7 }
    load: 4 mL
  core:
    ink: alginate-i1g-4
    tool: T1
    nozzle: { gauge: 23, length: 12.7 }
    load: ${coreMl} mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: cartilage.stl, ink: cartilage, laydown: { pattern: parallel, angles: [0, 90], spacing: 0.5 }, contours: 1 }
  - { mesh: core.stl, ink: core, laydown: { pattern: parallel, angles: [0, 90], spacing: 0.7 } }
layers: { height: 0.25 }
speed: 8
${inBath}crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`;
}
