import fc from 'fast-check';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { meshOf } from '../mesh/mesh-of.ts';

/** The meshes that random jobs put together: all small, so that hundreds are planned in a minute. */
export const randomMeshes = {
  'disc.stl': writeStl(meshOf(cylinder(2, 0, 0.9, 20))),
  'box.stl': writeStl(meshOf(box(3, 2, 0, 0.6))),
  'post.stl': writeStl(meshOf(cylinder(0.9, 0, 1.5, 12))),
};

/** A job as a lab may write it: its printer, and everything that changes what stands between the strands. */
export interface RandomJob {
  readonly printer: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const vessels: readonly (readonly [kind: string, id: string, wells: readonly string[]])[] = [
  ['none', '', []],
  ['dish', 'petri-60', []],
  ['dish', 'petri-35', []],
  ['slide', 'slide-25x75', []],
  ['plate', 'corning-24', ['B2', 'B3', 'C3', 'A1']],
  ['plate', 'greiner-12', ['B2', 'B3', 'A2']],
  ['plate', 'corning-96', ['D6', 'D7', 'E6']],
  ['plate', 'corning-6', ['A2', 'B2']],
];

/** Random jobs over all of these printers. */
export function randomJobs(profiles: readonly Profile[]): fc.Arbitrary<RandomJob> {
  return fc.constantFrom(...profiles).chain((profile) => {
    const tools = profile.tools.filter(({ kind }) => kind !== 'thermoplastic');
    const inkCount = fc.integer({ min: 1, max: Math.min(2, tools.length) });
    return inkCount.chain((count) =>
      fc
        .record({
          vessel: fc.constantFrom(...vessels),
          wells: fc.integer({ min: 1, max: 3 }),
          order: fc.constantFrom('wells', 'layers'),
          inks: fc.tuple(...tools.slice(0, count).map((tool) => inkOf(tool))),
          parts: fc.array(partOf(count), { minLength: count, maxLength: 3 }),
          height: fc.constantFrom(0.25, 0.3, 0.35),
          speed: fc.integer({ min: 3, max: 15 }),
          hop: fc.constantFrom(0.4, 1, 2.5),
          bed: fc.boolean(),
          pauses: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 2 }),
          layerDwell: fc.constantFrom(0, 0, 3),
          crosslink: fc.array(crosslinkOf(profile), { maxLength: 2 }),
        })
        .map((asked) => jobFrom(profile, asked)),
    );
  });
}

function inkOf(tool: Profile['tools'][number]) {
  return fc.record({
    ink: fc.constantFrom('alginate-i1g-4', 'ama'),
    tool: fc.constant(tool.id),
    gauge: fc.constantFrom(22, 23, 25),
    celsius: fc.constantFrom(null, ...(tool.temperature === null ? [] : [Math.max(31, tool.temperature[0])])),
    prime: fc.constantFrom(0, 0, 4),
    purge: fc.constantFrom(0, 0, 2),
    strandPrime: fc.constantFrom(0, tool.dispenser.by === 'plunger' ? 0.4 : 0),
    preflow: fc.constantFrom(undefined, tool.dispenser.by === 'plunger' ? undefined : 0.2),
    coast: fc.constantFrom(0, 0, 0.3),
    wipe: fc.boolean(),
  });
}

const partOf = (inks: number) =>
  fc.record({
    mesh: fc.constantFrom('disc.stl', 'box.stl', 'post.stl'),
    ink: fc.integer({ min: 0, max: inks - 1 }),
    move: fc.tuple(fc.constantFrom(-1, 0, 1), fc.constantFrom(-1, 0, 1), fc.constant(0)),
    contours: fc.integer({ min: 0, max: 1 }),
    laydown: fc.constantFrom(
      { pattern: 'parallel', spacing: 1 },
      { pattern: 'parallel', angles: [0, 60, 120], spacing: 1.2 },
      { pattern: 'grid', spacing: 1.3 },
      { pattern: 'concentric', spacing: 0.9 },
      { pattern: 'honeycomb', spacing: 1.4 },
    ),
  });

function crosslinkOf(profile: Profile) {
  const lights = profile.lamps.flatMap(({ wavelengths }) => wavelengths);
  const when = fc.record({ at: fc.constantFrom('end', 'layers'), every: fc.constantFrom(1, 2) });
  const how = fc.constantFrom(
    { ionic: { agent: 'calcium chloride', seconds: 5, millimolar: 50 } },
    ...lights.map((wavelength) => ({ photo: { wavelength, irradiance: 4, seconds: 2 } })),
  );
  return fc.tuple(when, how).map(([{ at, every }, what]) => (at === 'end' ? { at, ...what } : { every, ...what }));
}

type Drawn<T> = T extends fc.Arbitrary<infer Value> ? Value : never;

interface Asked {
  readonly vessel: (typeof vessels)[number];
  readonly wells: number;
  readonly order: string;
  readonly inks: readonly Drawn<ReturnType<typeof inkOf>>[];
  readonly parts: readonly Drawn<ReturnType<typeof partOf>>[];
  readonly height: number;
  readonly speed: number;
  readonly hop: number;
  readonly bed: boolean;
  readonly pauses: readonly number[];
  readonly layerDwell: number;
  readonly crosslink: readonly object[];
}

function jobFrom(profile: Profile, asked: Asked): RandomJob {
  const [kind, id, names] = asked.vessel;
  const wells = names.length === 0 ? {} : { wells: names.slice(0, asked.wells), order: asked.order };
  const vessel = kind === 'none' ? {} : { vessel: { [kind]: id, ...wells } };
  const bed = asked.bed && profile.bedTemperature !== null ? { bedTemperature: 30 } : {};
  const inks = asked.inks.map(({ gauge, celsius, preflow, ...ink }) => ({
    ...ink,
    nozzle: { gauge, length: 25.4 },
    load: 240,
    ...(celsius === null ? {} : { temperature: celsius }),
    ...(preflow === undefined ? {} : { preflow }),
  }));
  return {
    printer: profile.id,
    data: {
      name: 'random',
      printer: profile.id,
      ...vessel,
      inks: Object.fromEntries(inks.map((ink, i) => [`ink${i}`, ink])),
      // Every ink has a part, or the job would be refused.
      parts: asked.parts.map(({ ink, ...part }, i) => ({
        ...part,
        name: `part${i}`,
        ink: `ink${i < inks.length ? i : ink}`,
      })),
      layers: { height: asked.height },
      speed: asked.speed,
      hop: asked.hop,
      ...bed,
      pauses: [...new Set(asked.pauses)].map((beforeLayer) => ({ beforeLayer, message: 'look at the strands' })),
      layerDwell: asked.layerDwell,
      crosslink: asked.crosslink,
    },
  };
}
