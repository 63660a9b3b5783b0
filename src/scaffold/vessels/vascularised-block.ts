import { bathLines } from '../bath-lines.ts';
import { fieldAccuracy, fieldParts } from '../field/field-parts.ts';
import { blended, capsuleField } from '../field/shapes.ts';
import { designChoice, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const parameters = {
  length: { min: 6, max: 40, default: 14, unit: 'mm', what: 'along the flow', source: designChoice },
  width: { min: 5, max: 40, default: 10, unit: 'mm', what: 'across the flow', source: designChoice },
  height: { min: 2, max: 15, default: 4, unit: 'mm', what: 'height', source: designChoice },
  trunk: {
    min: 0.6,
    max: 4,
    default: 1.4,
    unit: 'mm',
    what: 'diameter of the first and last vessel',
    source: designChoice,
  },
  levels: {
    min: 0,
    max: 3,
    default: 2,
    unit: '',
    whole: true,
    what: 'how often the vessels fork',
    source: designChoice,
  },
  step: { min: 0.1, max: 1, default: 0.3, unit: 'mm', what: 'voxels of the mesh', source: designChoice },
} as const;

type V = Values<typeof parameters>;

type Place = readonly [x: number, y: number, z: number];

interface Vessel {
  readonly from: Place;
  readonly to: Place;
  readonly radius: number;
}

/** Radius after so many forks into two equal vessels: C. D. Murray 1926, the cubes of the radii add up. */
const radiusAfter = (trunk: number, forks: number) => trunk / 2 / 2 ** (forks / 3);

/** Half of a tree, from the inlet to the middle of the block; the other half is its image. */
function vesselsOf({ length, width, height, trunk, levels }: V): Vessel[] {
  const z = height / 2;
  const vessels: Vessel[] = [];
  const stage = length / 2 / (levels + 1);
  const grow = (x: number, y: number, fork: number, room: number) => {
    const radius = radiusAfter(trunk, fork);
    const end = fork === 0 ? x + stage : x;
    if (fork === 0) vessels.push({ from: [x - trunk, y, z], to: [end, y, z], radius });
    if (fork === levels) {
      vessels.push({ from: [end, y, z], to: [0, y, z], radius });
      return;
    }
    for (const side of [-1, 1]) {
      const to = y + (side * room) / 4;
      vessels.push({ from: [end, y, z], to: [end + stage * 0.6, to, z], radius: radiusAfter(trunk, fork + 1) });
      vessels.push({
        from: [end + stage * 0.6, to, z],
        to: [end + stage, to, z],
        radius: radiusAfter(trunk, fork + 1),
      });
      grow(end + stage, to, fork + 1, room / 2);
    }
  };
  grow(-length / 2, 0, 0, width);
  const image = ([x, y, w]: Place): Place => [-x, y, w];
  return [...vessels, ...vessels.map(({ from, to, radius }) => ({ from: image(from), to: image(to), radius }))];
}

/** A block of tissue with vessels through it. */
export const vascularisedBlock = scaffoldKind({
  title: 'Vascularised block',
  purpose:
    'A block of gel with cells and a tree of vessels through it that forks and joins again, printed as channels that are washed out.',
  parameters,
  conflict: (v) => {
    const thin = 2 * radiusAfter(v.trunk, v.levels);
    if (thin < 2.5 * v.step) {
      return {
        what: `The thinnest vessels are ${thin.toFixed(2)} mm wide: too thin for voxels of ${v.step} mm.`,
        fix: 'Give a smaller --step, a wider --trunk or fewer --levels.',
      };
    }
    if (v.width / 2 ** v.levels < thin + 3 * v.step || v.height < v.trunk + 4 * v.step) {
      return {
        what: 'The vessels touch each other or the rim of the block.',
        fix: 'Give a larger --width or --height, or fewer --levels.',
      };
    }
    return null;
  },
  build: (v) => {
    const { length, width, height, step, trunk } = v;
    const channels = blended(
      vesselsOf(v).map(({ from, to, radius }) => capsuleField(from, to, radius)),
      trunk / 8,
    );
    const space = {
      min: [-length / 2, -width / 2, 0],
      max: [length / 2, width / 2, height],
      step,
      fields: [channels, () => -1],
    } as const;
    return fieldParts(
      space,
      [
        ['channels', 'sacrificial'],
        ['matrix', 'cellLaden'],
      ],
      'these vessels',
      [
        `${2 ** v.levels} vessels of ${(2 * radiusAfter(trunk, v.levels)).toFixed(2)} mm run side by side in the middle.`,
      ],
    );
  },
  accuracy: ({ step }) => fieldAccuracy(step),
  job: (v) => jobOf(v, ''),
  inBath: {
    job: (v) => jobOf(v, bathLines(v.height)),
    warnings: { viability: warned.survival, plan: warned.thin },
  },
  notes: [
    "Vessels fork by Murray's law: the cube of a radius is the sum of the cubes of those it forks into. All of them lie in one plane, so that every layer below carries the next. Channels are opened with ice water and perfused with medium from one end.",
  ],
  warnings: { viability: warned.survival, plan: warned.thin },
});

/** `inBath`: lines of the job that print it into a bath; it needs room for that above the block. */
function jobOf({ length, width, height }: V, inBath: string): string {
  const across = Math.hypot(length, width);
  const small = across <= 20 && (inBath === '' || height <= 2.5);
  return `# Vascularised block: channels that are washed out, in a gel with cells${inBath === '' ? '' : ', printed into a support bath'}.
name: vascularised block
printer: e3d-toolchanger-duet
vessel: { dish: ${small ? 'petri-35' : across <= 40 ? 'petri-60' : 'petri-90'} }
inks:
  channels:
    ink: pluronic-25               # washed out with ice water
    tool: T3
    nozzle: { gauge: 25, length: 12.7 }
    load: 1 mL
  matrix:
    ink: alginate-i1g-4
    tool: T0
    nozzle: { gauge: 23, length: 12.7 }
    load: 1 mL
    cells: { line: HUEhT-1, density: 3e6, viability: 0.95 }
parts:
  - { mesh: channels.stl, ink: channels, laydown: { solid: true }, contours: 1 }
  - { mesh: matrix.stl, ink: matrix, laydown: { pattern: parallel, angles: [0, 90], solid: true } }
layers: { height: 0.25 }
speed: 8
${inBath}order: { sacrificialFirst: true }
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`;
}
