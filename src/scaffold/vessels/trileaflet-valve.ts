import { bathLines } from '../bath-lines.ts';
import { fieldAccuracy, fieldParts } from '../field/field-parts.ts';
import type { Field } from '../field/field-space.ts';
import { designChoice, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const parameters = {
  root: {
    min: 8,
    max: 30,
    default: 11,
    unit: 'mm',
    what: 'inner diameter of the root',
    source: 'half of 22 mm, the valved conduit of PMC10363995',
  },
  wall: { min: 0.6, max: 3, default: 1, unit: 'mm', what: 'thickness of its wall', source: designChoice },
  height: {
    min: 5,
    max: 30,
    default: 8,
    unit: 'mm',
    what: 'height of the root',
    source: `${designChoice}: half of 16 mm`,
  },
  leaflet: { min: 0.4, max: 1.5, default: 0.7, unit: 'mm', what: 'thickness of the leaflets', source: designChoice },
  slit: {
    min: 0.2,
    max: 2,
    default: 0.5,
    unit: 'mm',
    what: 'between leaflets, where they will part',
    source: `${designChoice}: what keeps strands apart`,
  },
  step: { min: 0.1, max: 0.6, default: 0.28, unit: 'mm', what: 'voxels of the mesh', source: designChoice },
} as const;

type V = Values<typeof parameters>;

/** The root widens into three sinuses behind the leaflets by this share of its radius. */
const bulge = 0.15;

/** Turned by whole thirds into the sector around the direction of x: from -60 to 60 degrees. */
function sector(x: number, y: number): number {
  const third = (2 * Math.PI) / 3;
  const angle = Math.atan2(y, x);
  return angle - third * Math.round(angle / third);
}

function fieldsOf({ root, wall, height, leaflet, slit }: V): readonly Field[] {
  const radius = root / 2;
  const inner = (x: number, y: number, z: number) => {
    const rise = Math.sin(Math.PI * Math.min(1, Math.max(0, z / height))) ** 2;
    return radius * (1 + bulge * rise * Math.cos(1.5 * sector(x, y)));
  };
  const shell: Field = (x, y, z) => {
    const off = Math.hypot(x, y) - inner(x, y, z);
    return Math.max(-off, off - wall);
  };
  const [low, high] = [0.15 * height, 0.8 * height];
  const leaf: Field = (x, y, z) => {
    const r = Math.hypot(x, y);
    const angle = sector(x, y);
    // Attached along a crown: lowest in the middle of a sinus, highest at the commissures; from there down to the middle.
    const crown = low + (high - low) * (angle / (Math.PI / 3)) ** 2;
    const share = Math.min(1.2, r / inner(x, y, z));
    const surface = high - (high - crown) * share ** 2;
    // How steep it is, so that its thickness is measured across it.
    const steep = Math.hypot(1, (2 * share * (high - crown)) / radius);
    const apart = r * Math.sin(Math.PI / 3 - Math.abs(angle));
    return Math.max(Math.abs(z - surface) / steep - leaflet / 2, slit / 2 - apart, r - inner(x, y, z));
  };
  return [shell, leaf];
}

/** A valve of the heart. */
export const trileafletValve = scaffoldKind({
  title: 'Trileaflet valve',
  purpose: 'A semilunar valve of the heart: a root with three sinuses, and three leaflets hung in it along a crown.',
  parameters,
  conflict: ({ leaflet, wall, step, slit }) =>
    Math.min(leaflet, wall) < 2.4 * step || slit < 1.5 * step
      ? {
          what: `Leaflets of ${leaflet} mm and slits of ${slit} mm are too thin for voxels of ${step} mm.`,
          fix: 'Give a smaller --step.',
        }
      : null,
  build: (v) => {
    const reach = (v.root / 2) * (1 + bulge) + v.wall + v.step;
    const space = {
      min: [-reach, -reach, 0],
      max: [reach, reach, v.height],
      step: v.step,
      fields: fieldsOf(v),
    } as const;
    return fieldParts(
      space,
      [
        ['root', 'structural'],
        ['leaflets', 'cellLaden'],
      ],
      'these leaflets',
    );
  },
  accuracy: ({ step }) => fieldAccuracy(step),
  job: ({ root, height }) => `# Trileaflet valve: leaflets that hang free, printed into a support bath.
name: trileaflet valve
printer: e3d-toolchanger-duet
vessel: { dish: ${root <= 20 ? 'petri-60' : 'petri-90'} }
inks:
  root:
    ink: alginate-i1g-5
    tool: T0
    nozzle: { gauge: 25, length: ${height <= 8.7 ? 12.7 : 38.1} }
    width: 0.3
    load: 1 mL
  leaflets:
    ink: alginate-i1g-4
    tool: T2
    nozzle: { gauge: 25, length: ${height <= 8.7 ? 12.7 : 38.1} }
    width: 0.3
    load: 1 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: root.stl, ink: root, laydown: { pattern: concentric, solid: true } }
  - { mesh: leaflets.stl, ink: leaflets, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
${bathLines(height)}crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`,
  warnings: { viability: warned.survival, plan: warned.thinAndFull },
  notes: [
    'The leaflets are drawn closed, with a slit where they meet, and are each a body of their own that grows onto the root. For a full-sized one: `--root 22 --height 16 --wall 2`.',
  ],
});
