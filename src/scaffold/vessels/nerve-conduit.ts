import { PlanPen } from '../columns/plan.ts';
import { circleAccuracy, columnParts, level, segments } from '../columns/rounds.ts';
import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';

const parameters = {
  outer: {
    min: 1.5,
    max: 12,
    default: 5,
    unit: 'mm',
    what: 'outer diameter',
    source: `twice the ${morphoStruct}, which no extruded channel would fit into`,
  },
  wall: {
    min: 0.3,
    max: 2,
    default: 0.6,
    unit: 'mm',
    what: 'thickness of the wall',
    source: `${designChoice}; 0.4 is the ${morphoStruct}`,
  },
  length: {
    min: 1,
    max: 40,
    default: 6,
    unit: 'mm',
    what: 'length, printed upright',
    source: `${designChoice}; 30 is the ${morphoStruct}`,
  },
  channel: {
    min: 0.3,
    max: 2,
    default: 0.6,
    unit: 'mm',
    what: 'diameter of a guidance channel',
    source: `${designChoice}: what a needle lays`,
  },
  ring: {
    min: 3,
    max: 12,
    default: 6,
    unit: '',
    whole: true,
    what: 'channels in the ring around the middle one',
    source: designChoice,
  },
} as const;

type V = Values<typeof parameters>;

const channelCorners = 24;

/** Where the middles of the ring's channels lie. */
const ringRadius = ({ outer, wall, channel }: V) => (outer / 2 - wall + channel / 2) / 2;

function plan(v: V): PlanPen {
  const pen = new PlanPen();
  const inside = pen.circle(v.outer / 2 - v.wall, segments);
  pen.band(inside, pen.circle(v.outer / 2, segments), 'wall', true);
  const r = ringRadius(v);
  const middles = Array.from({ length: v.ring }, (_, i): readonly [number, number] => {
    const angle = (2 * Math.PI * i) / v.ring;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  });
  const channels = [[0, 0] as const, ...middles].map((middle) => {
    const rim = pen.circle(v.channel / 2, channelCorners, middle);
    pen.fan(rim, middle, 'channel');
    return rim;
  });
  pen.polygon(inside, channels, 'filler');
  return pen;
}

/** A guide for a nerve that grows back. */
export const nerveConduit = scaffoldKind({
  title: 'Nerve conduit',
  purpose:
    'A guide for a nerve that grows back: a wall, a gel with Schwann cells, and straight channels that are washed out.',
  parameters,
  conflict: (v) => {
    const r = ringRadius(v);
    const between = 2 * r * Math.sin(Math.PI / v.ring) - v.channel;
    const toMiddle = r - v.channel;
    const toWall = v.outer / 2 - v.wall - r - v.channel / 2;
    if (Math.min(between, toMiddle, toWall) >= 0.1) return null;
    return {
      what: `${v.ring + 1} channels of ${v.channel} mm do not fit into the wall.`,
      fix: 'Give fewer with --ring, thinner ones, or a wider --outer.',
    };
  },
  build: (v) => {
    const labels: Readonly<Record<string, number>> = { wall: 1, filler: 2, channel: 3 };
    return columnParts({ plan: plan(v), floors: [level(0), level(v.length)], labelOf: (region) => labels[region] }, [
      ['wall', 'structural'],
      ['filler', 'cellLaden'],
      ['channels', 'sacrificial'],
    ]);
  },
  accuracy: ({ outer, channel }) =>
    `${circleAccuracy(outer / 2)} Channels have ${channelCorners} corners: ${(1000 * (channel / 2) * (1 - Math.cos(Math.PI / channelCorners))).toFixed(1)} µm.`,
  job: () => `# Nerve conduit: wall, gel and channels side by side in every layer, upright.
name: nerve conduit
printer: e3d-toolchanger-duet
vessel: { dish: petri-35 }
inks:
  channels:
    ink: pluronic-25               # washed out with ice water
    tool: T3
    nozzle: { gauge: 25, length: 12.7 }
    load: 1 mL
  wall:
    ink: ama
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.3
    load: 1 mL
  filler:
    ink: alginate-i1g-3
    tool: T2
    nozzle: { gauge: 25, length: 12.7 }
    load: 1 mL
    cells: { line: 10T1/2, density: 3e6, viability: 0.95 }
parts:
  - { mesh: channels.stl, ink: channels, laydown: { pattern: concentric, solid: true } }
  - { mesh: wall.stl, ink: wall, laydown: { pattern: concentric, solid: true } }
  - { mesh: filler.stl, ink: filler, laydown: { solid: true } }
layers: { height: 0.2 }
speed: 8
order: { sacrificialFirst: true }
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`,
  notes: [
    'The channels run the whole length, one in the middle and the others around it; they guide axons and are opened with ice water, in which Pluronic melts.',
  ],
  warnings: {
    overhang: 'strands between the channels begin in the air where the layer below ran the other way.',
    fidelity: 'between channels and wall there are places narrower than a strand.',
  },
});
