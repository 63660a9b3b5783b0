import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { readStl } from '../../src/mesh/read-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { type GateId, gateIds } from '../../src/plan/gates.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { plan } from '../../src/plan/plan.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { box, cylinder } from '../../src/scaffold/solids.ts';
import { schemaKeys } from '../job/schema-keys.ts';
import { jobInput } from './plan-job.ts';
import { type WellSection, wellSection } from './well-section.ts';

// Every key of the schema is set in one well of two. Either it is refused by its name, or the file, read back, prints
// that well just as it prints it when the whole job says so, and the other well as if nothing had been set.

const stl = (triangles: Float32Array) => writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
const bytes = (text: string) => new TextEncoder().encode(text);
const files = {
  'block.stl': stl(box(3, 3, 0, 0.9)),
  'disc.stl': stl(cylinder(1.7, 0, 0.9, 60)),
  'fin.stl': stl(box(4, 0.6, 0, 0.9)),
  'big.stl': stl(box(4, 4, 0, 0.9)),
  'tree.csv': bytes(
    'branch,x,y,z,width,kind\n1,-4,0,0.5,0.5,artery\n1,4,0,0.5,0.5,artery\n2,-4,3,0.5,0.5,vein\n2,4,3,0.5,0.5,vein\n',
  ),
  'fork.csv': bytes('branch,x,y,z,width\n1,-4,0,0.5,0.5\n1,0,0,3.5,0.5\n1,4,0,0.5,0.5\n'),
};

type Data = Record<string, unknown>;

const laydown = { spacing: 1, join: 'none' };
const a = { ink: 'alginate-i1g-3', tool: 'T0', nozzle: { gauge: 22, length: 25.4 } };
const b = { ink: 'alginate-i1g-4', tool: 'T1', nozzle: { gauge: 25, length: 25.4 } };
const photo = { wavelength: 405, irradiance: 10, seconds: 5 };

function base(more: Data = {}): Data {
  return {
    printer: 'cellink-biox',
    vessel: { plate: 'corning-24', wells: ['A1', 'A2'] },
    inks: { a },
    parts: [{ mesh: 'block.stl', ink: 'a', laydown }],
    layers: { height: 0.3 },
    speed: 8,
    ...more,
  };
}

/** Two parts of two inks, one over the other. */
const twoInks = (more: Data = {}): Data => ({
  inks: { a, b },
  parts: [
    { mesh: 'block.stl', ink: 'a', laydown },
    { mesh: 'disc.stl', ink: 'b', laydown, move: [0, 0, 0.9] },
  ],
  ...more,
});
const ofPart = (more: Data, settings: Data = laydown): Data => ({
  parts: [{ mesh: 'block.stl', ink: 'a', laydown: settings, ...more }],
});
/** A part without a file. */
const ofShape = (shape: Data): Data => ({ parts: [{ ...shape, ink: 'a', laydown }] });
const laidDown = (settings: Data): Data => ofPart({}, settings);
const gradient = { along: 'radius', from: 0.8, to: 1.6 };
const surface = { along: 'surface', from: 0.8, to: 1.6, over: 1 };
const lit = (entry: Data): Data => ({ crosslink: [{ photo, ...entry }] });
const overlapping: Data = {
  inks: { a, b },
  parts: [
    { mesh: 'disc.stl', ink: 'b', laydown },
    { mesh: 'block.stl', ink: 'a', laydown, move: [1.5, 0, 0] },
  ],
};
/** Lines in space, which have no layers. */
const inSpace = (lines: Data): Data => ({ inks: { a, b }, layers: undefined, parts: [{ ...lines, ink: 'a' }] });
const onPlunger: Data = { printer: 'marlin-syringe' };

interface Sample {
  readonly value: unknown;
  /** What the job needs for the key to mean something. */
  readonly job?: Data;
}

/** Keys that a well carries out: a value that is not the job's own. */
const carriedOut: Readonly<Record<string, Sample>> = {
  place: { value: { x: 1, y: -1 } },
  'place.x': { value: 1.5 },
  'place.y': { value: -1.5 },
  'place.z': { value: 0.6 },
  'inks.a.pressure': { value: 90, job: { inks: { a: { ...a, pressure: 80 } } } },
  'inks.a.width': { value: 0.5 },
  'inks.a.spread': { value: 1.2 },
  'inks.a.speed': { value: 5, job: { speed: 10 } },
  'inks.a.preflow': { value: 0.4 },
  'inks.a.postflow': { value: 0.7, job: { printer: 'allevi-biobot1' } },
  'inks.a.coast': { value: 0.5 },
  'inks.a.leadIn': { value: 0.5 },
  'inks.a.purge': { value: 2, job: twoInks({ inks: { a: { ...a, purge: 1 }, b } }) },
  'inks.a.wipe': { value: true, job: twoInks({ inks: { a: { ...a, purge: 1 }, b } }) },
  'inks.a.strandPrime': { value: 0.4, job: onPlunger },
  parts: { value: [{ mesh: 'disc.stl', ink: 'a', laydown }] },
  'parts.0': { value: { mesh: 'disc.stl', name: 'other', ink: 'a', laydown: { spacing: 1.3 } } },
  'parts.0.mesh': { value: 'big.stl', job: ofPart({ name: 'block' }) },
  'parts.0.shape': { value: 'capsule', job: { ...ofShape({ name: 'body', shape: 'disc', diameter: 3, height: 3 }) } },
  'parts.0.diameter': { value: 2.4, job: ofShape({ shape: 'disc', diameter: 3, height: 0.9 }) },
  'parts.0.height': { value: 1.2, job: ofShape({ shape: 'disc', diameter: 3, height: 0.9 }) },
  'parts.0.size': { value: [2, 3, 0.9], job: ofShape({ shape: 'box', size: [3, 3, 0.9] }) },
  'parts.0.outer': { value: 5, job: ofShape({ shape: 'tube', outer: 6, inner: 2, height: 0.9 }) },
  'parts.0.inner': { value: 2.5, job: ofShape({ shape: 'tube', outer: 6, inner: 2, height: 0.9 }) },
  'parts.0.bottom': { value: 4, job: ofShape({ shape: 'cone', bottom: 5, top: 3, height: 0.9 }) },
  'parts.0.top': { value: 2, job: ofShape({ shape: 'cone', bottom: 5, top: 3, height: 0.9 }) },
  'parts.0.name': { value: 'renamed' },
  'parts.0.ink': { value: 'b', job: twoInks() },
  'parts.0.sequence': { value: ['b', 'a'], job: twoInks() },
  'parts.0.alternate': { value: ['a', 'b'], job: twoInks() },
  'parts.0.shell': { value: { ink: 'b', thickness: 0.9 }, job: twoInks() },
  'parts.0.shell.ink': {
    value: 'a',
    job: twoInks({ parts: [{ mesh: 'big.stl', ink: 'a', shell: { ink: 'b', thickness: 0.9 }, laydown }] }),
  },
  'parts.0.shell.thickness': {
    value: 1.4,
    job: twoInks({ parts: [{ mesh: 'big.stl', ink: 'a', shell: { ink: 'b', thickness: 0.9 }, laydown }] }),
  },
  'parts.0.precedence': { value: 1, job: overlapping },
  'parts.0.laydown': { value: { pattern: 'concentric', spacing: 0.9 } },
  'parts.0.laydown.pattern': { value: 'grid' },
  'parts.0.laydown.angles': { value: [45, 135] },
  'parts.0.laydown.shift': { value: 0.5 },
  'parts.0.laydown.spacing': { value: 1.5 },
  'parts.0.laydown.pore': { value: 0.9 },
  'parts.0.laydown.porosity': { value: 0.7 },
  'parts.0.laydown.solid': { value: true },
  'parts.0.laydown.gradient': { value: gradient },
  'parts.0.laydown.gradient.along': { value: 'surface', job: laidDown({ gradient }) },
  'parts.0.laydown.gradient.from': { value: 1, job: laidDown({ gradient }) },
  'parts.0.laydown.gradient.to': { value: 1, job: laidDown({ gradient }) },
  'parts.0.laydown.gradient.over': { value: 1.6, job: laidDown({ gradient: surface }) },
  'parts.0.laydown.join': { value: 'boundary' },
  'parts.0.laydown.overlap': { value: 0.4, job: ofPart({ contours: 1 }) },
  'parts.0.laydown.margin': { value: 0.4 },
  'parts.0.laydown.minLength': { value: 2.6, job: ofPart({ mesh: 'disc.stl' }) },
  'parts.0.laydown.amplitude': { value: 0.2, job: laidDown({ ...laydown, pattern: 'wave' }) },
  'parts.0.laydown.wavelength': { value: 2, job: laidDown({ ...laydown, pattern: 'wave' }) },
  'parts.0.laydown.cell': { value: 3, job: laidDown({ pattern: 'gyroid' }) },
  'parts.0.contours': { value: 2 },
  'parts.0.crossSection': { value: 'flattened' },
  'parts.0.move': { value: [1, -1, 0] },
  'parts.0.rotate': { value: [0, 0, 30] },
  'parts.0.scale': { value: 1.5 },
  'parts.0.units': { value: 'cm', job: ofPart({ scale: 0.2 }) },
  'parts.0.network': { value: 'fork.csv', job: inSpace({ network: 'tree.csv', name: 'net' }) },
  'parts.0.strands': { value: 'fork.csv', job: inSpace({ strands: 'tree.csv', name: 'net' }) },
  'parts.0.overlap': { value: 0.1, job: inSpace({ strands: 'fork.csv' }) },
  'parts.0.artery': { value: 'b', job: inSpace({ network: 'tree.csv', artery: 'a', vein: 'b' }) },
  'parts.0.vein': { value: 'b', job: inSpace({ network: 'tree.csv', artery: 'b', vein: 'a' }) },
  'parts.0.thinWalls': { value: 'off', job: ofPart({ mesh: 'fin.stl', contours: 1 }, { solid: true }) },
  layers: { value: { height: 0.45 } },
  'layers.height': { value: 0.225 },
  'layers.first': { value: 0.2 },
  'layers.zones': { value: [{ until: 0.5, height: 0.25 }] },
  'layers.zones.0': {
    value: { until: 0.5, height: 0.25 },
    job: { layers: { height: 0.3, zones: [{ until: 0.4, height: 0.2 }] } },
  },
  'layers.zones.0.until': { value: 0.7, job: { layers: { height: 0.3, zones: [{ until: 0.4, height: 0.2 }] } } },
  'layers.zones.0.height': { value: 0.25, job: { layers: { height: 0.3, zones: [{ until: 0.4, height: 0.2 }] } } },
  speed: { value: 5 },
  steady: { value: 'speed', job: { speed: 30 } },
  simplify: { value: 0.2, job: ofPart({ mesh: 'disc.stl' }, { pattern: 'concentric', spacing: 0.9 }) },
  layerDwell: { value: 3 },
  // What is done before the lowest layer stands ahead of the well's own line.
  pauses: { value: [{ beforeLayer: 2, message: 'Insert the membrane' }] },
  'pauses.0': { value: { beforeLayer: 3, message: 'Wait' }, job: { pauses: [{ beforeLayer: 2, message: 'Wait' }] } },
  'pauses.0.beforeLayer': {
    value: 3,
    job: {
      pauses: [
        { beforeLayer: 2, message: 'Wait' },
        { beforeLayer: 3, message: 'Go' },
      ],
    },
  },
  'pauses.0.message': { value: 'Insert the mesh', job: { pauses: [{ beforeLayer: 2, message: 'Wait' }] } },
  crosslink: { value: [{ photo }] },
  'crosslink.0': { value: { photo: { ...photo, seconds: 9 } }, job: lit({}) },
  'crosslink.0.ink': { value: 'b', job: twoInks(lit({ ink: 'a' })) },
  'crosslink.0.every': { value: 2, job: lit({}) },
  'crosslink.0.at': { value: 'end', job: lit({}) },
  'crosslink.0.photo': { value: { ...photo, seconds: 9 }, job: lit({}) },
  'crosslink.0.photo.wavelength': { value: 365, job: lit({}) },
  'crosslink.0.photo.irradiance': { value: 4, job: { ...lit({}), printer: 'printess' } },
  'crosslink.0.photo.intensity': { value: 50, job: lit({ photo: { wavelength: 405, intensity: 80, seconds: 5 } }) },
  'crosslink.0.photo.seconds': { value: 9, job: lit({}) },
  'crosslink.0.ionic': {
    value: { agent: 'CaCl2', seconds: 9 },
    job: { crosslink: [{ ionic: { agent: 'CaCl2', seconds: 5 } }] },
  },
  'crosslink.0.ionic.agent': { value: 'BaCl2', job: { crosslink: [{ ionic: { agent: 'CaCl2', seconds: 5 } }] } },
  'crosslink.0.ionic.seconds': { value: 9, job: { crosslink: [{ ionic: { agent: 'CaCl2', seconds: 5 } }] } },
  'crosslink.0.ionic.millimolar': { value: 50, job: { crosslink: [{ ionic: { agent: 'CaCl2', seconds: 5 } }] } },
  'crosslink.0.thermal': {
    value: { celsius: 30, seconds: 9 },
    job: { crosslink: [{ thermal: { celsius: 37, seconds: 5 } }] },
  },
  'crosslink.0.thermal.celsius': { value: 30, job: { crosslink: [{ thermal: { celsius: 37, seconds: 5 } }] } },
  'crosslink.0.thermal.seconds': { value: 9, job: { crosslink: [{ thermal: { celsius: 37, seconds: 5 } }] } },
};

/** Keys that are one for all wells: any other value than the job's own. */
const refused: Readonly<Record<string, unknown>> = {
  $schema: 'job.schema.json',
  name: 'other',
  printer: 'allevi-biobot1',
  vessel: { plate: 'corning-48' },
  'vessel.plate': 'corning-48',
  'vessel.dish': 'petri-60',
  'vessel.slide': 'slide-25x75',
  'vessel.labware': 'plate.json',
  'vessel.wells': ['A1'],
  'vessel.order': 'layers',
  'vessel.a1': [20, 30],
  tools: { T1: { offset: { x: 1 } } },
  'tools.a': { offset: { x: 1 } },
  'tools.a.offset': { x: 1 },
  'tools.a.offset.x': 1,
  'tools.a.offset.y': 1,
  'tools.a.offset.z': 1,
  at: [3, 4],
  inks: { a: b },
  'inks.a': b,
  'inks.a.ink': 'alginate-i1g-4',
  'inks.a.tool': 'T1',
  'inks.a.nozzle': { gauge: 25 },
  'inks.a.nozzle.gauge': 25,
  'inks.a.nozzle.inner': 0.3,
  'inks.a.nozzle.outer': 0.8,
  'inks.a.nozzle.length': 12.7,
  'inks.a.nozzle.shape': 'tapered',
  'inks.a.nozzle.inlet': 3,
  'inks.a.nozzle.land': 1,
  'inks.a.cells': { line: 'UE7T-13', density: 1e6 },
  'inks.a.cells.line': 'HUEhT-1',
  'inks.a.cells.density': 2e6,
  'inks.a.cells.viability': 0.9,
  'inks.a.cells.law': { a: 1, b: 2, c: 3 },
  'inks.a.cells.law.a': 2,
  'inks.a.cells.law.b': 2,
  'inks.a.cells.law.c': 2,
  'inks.a.cells.diameter': 12,
  'inks.a.cells.hypotonic': true,
  'parts.0.ends': 'ends.txt',
  'inks.a.load': 800,
  'inks.a.deadVolume': 20,
  'inks.a.temperature': 30,
  'inks.a.prime': 2,
  'inks.a.startLag': 0.3,
  'inks.a.stopLag': 0.1,
  'inks.a.lot': 'L2',
  'inks.a.calibration': 'c.json',
  travelSpeed: 30,
  hop: 2,
  order: { inks: ['b', 'a'] },
  'order.inks': ['b', 'a'],
  'order.sacrificialFirst': true,
  bedTemperature: 30,
  bath: { material: 'nist-support', depth: 5 },
  'bath.material': 'pluronic-25',
  'bath.depth': 5,
  'bath.entrySpeed': 2,
  'bath.exitSpeed': 2,
  'crosslink.0.perWell': false,
  'crosslink.0.photo.attenuation': 1,
  limits: { pressure: 300 },
  'limits.timeOnCells': 20,
  'limits.viability': 0.8,
  'limits.dose': 800,
  'limits.pressure': 300,
  wells: {},
  sweep: { speed: [1] },
  seed: 2,
};
const cells = { line: 'UE7T-13', density: 1e6, law: { a: 1, b: 1, c: 1 } };
const tools = { a: { offset: { x: 0, y: 0, z: 0 } } };
const bath = { material: 'nist-support', depth: 4, entrySpeed: 3, exitSpeed: 3 };
const everything: Data = { ...twoInks({ inks: { a: { ...a, cells }, b }, crosslink: [{ photo }] }), tools, bath };

const allow = gateIds.filter((gate) => gate !== 'readback') as GateId[];

test('every key of the schema is in the table, once', () => {
  expect([...Object.keys(carriedOut), ...Object.keys(refused)].sort()).toEqual(schemaKeys().sort());
});

describe('carried out in a well', () => {
  const made = new Map<string, { A1: WellSection; A2: WellSection }>();

  /** `also` holds a job whose parts single wells ask for. */
  async function sections(job: Data, also: Data = job): Promise<{ A1: WellSection; A2: WellSection }> {
    const key = JSON.stringify(job);
    const known = made.get(key);
    if (known !== undefined) return known;
    const input = jobInput(job, files);
    const others = ['disc.stl', 'big.stl'] as const;
    const meshes = others.map((file) => ({ name: file, file, ...readStl(files[file], file) }));
    const wellParts = [...meshes, ...jobInput(also, files).parts];
    const planned = await plan({ ...input, wellParts }, { allow });
    if (planned.gcode === null) throw new Error(planned.findings.map(({ what }) => what).join('\n'));
    const profile = loadProfile(String(job['printer']), libraryFolder('printers'));
    const read = (well: string) => wellSection(planned.gcode!, profile, well);
    const both = { A1: read('A1'), A2: read('A2') };
    made.set(key, both);
    return both;
  }

  test.each(Object.entries(carriedOut))('%s', async (path, { value, job }) => {
    const own = base(job);
    const plain = await sections(own);
    const whole = withKey(own, path, value);
    const mixed = await sections({ ...own, wells: { A2: { [path]: value } } }, whole);
    const control = await sections(whole);
    // The key does something at all, and what it does depends on nothing but the well it is set for.
    expect(control.A2).not.toEqual(plain.A2);
    expect(mixed.A2).toEqual(control.A2);
    // In which order the inks of a layer come is settled over the whole plate.
    expect([...mixed.A1.strands].sort()).toEqual([...plain.A1.strands].sort());
    expect([...mixed.A1.lines].sort()).toEqual([...plain.A1.lines].sort());
  });
});

describe('refused in a well, by name', () => {
  test.each(Object.entries(refused))('%s', async (path, value) => {
    const job = { ...base(everything), wells: { A2: { [path]: value } } };
    await expect(plan(jobInput(job, files))).rejects.toThrow(
      path === '$schema' ? 'unknown setting "$schema"' : `well A2: ${path} is the same for all wells of a print: `,
    );
  });
});

/** The job with a key set for all wells; what it takes the place of is taken away. */
function withKey(job: Data, path: string, value: unknown): Data {
  const copy = structuredClone(job);
  const keys = path.split('.');
  let node = copy;
  for (const key of keys.slice(0, -1)) node = (node[key] ??= {}) as Data;
  const last = keys[keys.length - 1];
  for (const group of [
    ['ink', 'sequence', 'alternate'],
    ['spacing', 'pore', 'porosity', 'solid', 'gradient'],
  ]) {
    if (group.includes(last) && path.startsWith('parts.')) for (const other of group) delete node[other];
  }
  node[last] = value;
  return copy;
}
