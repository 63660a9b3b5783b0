import { describe, expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { type GateId, gateIds } from '../../src/plan/gates.ts';
import { plan } from '../../src/plan/plan.ts';
import { box } from '../../src/scaffold/solids.ts';
import { measures } from '../../src/shape/shape.ts';
import { schemaKeys } from '../job/schema-keys.ts';
import { jobInput, planJob } from './plan-job.ts';

// For every key of the schema a job in which it changes nothing, and is refused by its name: or the word that there is
// no such job, since every plan reads the key.

const stl = (triangles: Float32Array) => writeStl({ name: 'part', triangles, bounds: boundsOf(triangles) });
const files = { 'block.stl': stl(box(3, 3, 0, 0.9)), 'big.stl': stl(box(5, 5, 0, 0.9)) };

type Data = Record<string, unknown>;

const laydown = { spacing: 1, join: 'none' };
const a = { ink: 'alginate-i1g-3', tool: 'T0', nozzle: { gauge: 22, length: 25.4 } };
const b = { ink: 'alginate-i1g-4', tool: 'T1', nozzle: { gauge: 25, length: 25.4 } };

function base(more: Data = {}): Data {
  return {
    printer: 'marlin-syringe',
    inks: { a },
    parts: [{ mesh: 'block.stl', ink: 'a', laydown }],
    layers: { height: 0.3 },
    ...more,
  };
}

const ink = (more: Data): Data => ({ inks: { a: { ...a, ...more } } });
const part = (more: Data): Data => ({ parts: [{ mesh: 'block.stl', ink: 'a', laydown, ...more }] });
const laid = (more: Data): Data => part({ laydown: { ...laydown, ...more } });
const onePattern = (more: Data): Data => part({ laydown: more });
const shelled = (thickness: number): Data => ({
  inks: { a, b },
  parts: [{ mesh: 'big.stl', ink: 'a', shell: { ink: 'b', thickness }, laydown }],
});
const crosslink = (more: Data): Data => ({ crosslink: [more] });
const ionic = { agent: 'CaCl2', seconds: 5 };
const gradient = { along: 'radius', from: 0.8, to: 1.6 };
const dim = { wavelength: 405, seconds: 5, attenuation: 2 };
/** One ink stands on the other. */
const inkOnInk = (upper: Data): Data => ({
  inks: { a, b: upper },
  parts: [
    { shape: 'disc', diameter: 4, height: 0.6, ink: 'a', laydown },
    { shape: 'disc', diameter: 4, height: 0.6, ink: 'b', laydown, move: [0, 0, 0.6] },
  ],
});
/** Thinner than two and a half strands all over: strands follow it whatever the pattern. */
const wall = (laydown: Data, more: Data = {}): Data => ({
  parts: [{ shape: 'box', size: [8, 0.6, 0.9], ink: 'a', laydown, ...more }],
});
const plate = { printer: 'allevi-biobot1', vessel: { plate: 'corning-24', wells: ['A1', 'A2'] } };

/** By key: what a job holds in which the key has no effect; several ways where there are some. */
const idle: Readonly<Record<string, readonly Data[]>> = {
  at: [{ vessel: { dish: 'petri-60' }, at: [10, 10] }],
  'inks.a.nozzle.inlet': [ink({ nozzle: { gauge: 22, inlet: 3 } })],
  'inks.a.nozzle.land': [ink({ nozzle: { gauge: 22, land: 3 } })],
  'inks.a.pressure': [ink({ pressure: 80 })],
  'inks.a.preflow': [ink({ preflow: 0.2 })],
  'inks.a.postflow': [ink({ postflow: 0.2 })],
  'inks.a.coast': [ink({ coast: 0.5 })],
  'inks.a.startLag': [ink({ startLag: 0.1 })],
  'inks.a.stopLag': [ink({ stopLag: 0.1 })],
  'inks.a.purge': [ink({ purge: 1 })],
  'inks.a.wipe': [ink({ wipe: true })],
  'inks.a.strandPrime': [{ printer: 'allevi-biobot1', ...ink({ strandPrime: 0.2 }) }],
  'parts.0.sequence': [{ inks: { a, b }, ...part({ ink: undefined, sequence: ['a', 'a', 'a', 'b'] }) }],
  'parts.0.alternate': [
    {
      inks: { a, b },
      ...part({
        ink: undefined,
        mesh: 'block.stl',
        laydown: { pattern: 'concentric', spacing: 2 },
        alternate: ['a', 'b'],
      }),
    },
  ],
  'parts.0.shell.thickness': [
    shelled(3),
    shelled(0.05),
    // Of the ink of the part itself, and of one of its layers.
    part({ shell: { ink: 'a', thickness: 3 } }),
    part({ shell: { ink: 'a', thickness: 0.05 } }),
    { inks: { a, b }, ...part({ ink: undefined, sequence: ['a', 'b'], shell: { ink: 'b', thickness: 0.05 } }) },
  ],
  'parts.0.precedence': [
    part({ precedence: 1 }),
    {
      parts: [
        { mesh: 'block.stl', ink: 'a', laydown, precedence: 2 },
        { mesh: 'block.stl', ink: 'a', laydown, move: [8, 0, 0] },
      ],
    },
    // Only their boxes overlap: one stands in the bore of the other, one on the other.
    {
      parts: [
        { shape: 'tube', outer: 8, inner: 6, height: 0.9, ink: 'a', laydown, precedence: 2 },
        { shape: 'disc', diameter: 4, height: 0.9, ink: 'a', laydown },
      ],
    },
    {
      parts: [
        { shape: 'disc', diameter: 4, height: 0.6, ink: 'a', laydown, precedence: -1 },
        { shape: 'disc', diameter: 4, height: 0.6, ink: 'a', laydown, move: [0, 0, 0.6] },
      ],
    },
  ],
  'parts.0.laydown.shift': [
    onePattern({ pattern: 'grid', spacing: 1, shift: 0.5 }),
    laid({ shift: 0.5, angles: [0, 60, 120, 30] }),
    // Its list of angles would repeat above it.
    {
      parts: [
        { shape: 'box', size: [3, 3, 0.6], ink: 'a', laydown: { ...laydown, shift: 0.5 } },
        { shape: 'box', size: [3, 3, 0.6], ink: 'a', laydown, move: [0, 0, 0.6] },
      ],
    },
  ],
  'parts.0.laydown.spacing': [onePattern({ pattern: 'gyroid', cell: 2, spacing: 1 })],
  'parts.0.laydown.pore': [onePattern({ pattern: 'diamond', cell: 2, pore: 0.6 })],
  'parts.0.laydown.porosity': [onePattern({ pattern: 'schwarz-p', cell: 2, porosity: 0.6 })],
  'parts.0.laydown.gradient': [
    onePattern({ pattern: 'wave', gradient }),
    onePattern({ pattern: 'gyroid', gradient: { ...gradient, along: 'z' } }),
  ],
  'parts.0.laydown.gradient.over': [onePattern({ gradient: { ...gradient, over: 1 } })],
  'parts.0.laydown.overlap': [laid({ overlap: 0.5 })],
  'parts.0.laydown.amplitude': [laid({ amplitude: 0.3 })],
  'parts.0.laydown.wavelength': [onePattern({ pattern: 'grid', spacing: 1, wavelength: 2 })],
  'parts.0.laydown.cell': [laid({ cell: 2 })],
  'layers.zones.0': [
    {
      layers: {
        height: 0.3,
        zones: [
          { until: 0.3, height: 0.3 },
          { until: 5, height: 0.3 },
          { until: 9, height: 0.2 },
        ],
      },
    },
    { layers: { height: 0.3, first: 0.3, zones: [{ until: 0.2, height: 0.1 }] } },
  ],
  speed: [{ speed: 5, ...ink({ speed: 8 }) }],
  'order.inks': [
    { order: { inks: ['a'] } },
    { ...inkOnInk(b), order: { inks: ['b', 'a'] } },
    { inks: { a, b }, ...part({ ink: undefined, sequence: ['a', 'b'] }), order: { inks: ['a', 'b'] } },
  ],
  'order.sacrificialFirst': [
    { order: { sacrificialFirst: true } },
    { ...inkOnInk({ ...b, ink: 'pluronic-25' }), order: { sacrificialFirst: true } },
  ],
  'pauses.0.beforeLayer': [{ pauses: [{ beforeLayer: 4, message: 'Wait' }] }],
  'crosslink.0': [crosslink({ at: 'end' })],
  'crosslink.0.ink': [
    { ...twoInks(), ...crosslink({ ink: 'b', ionic }), parts: [{ mesh: 'block.stl', ink: 'a', laydown }] },
  ],
  'crosslink.0.every': [crosslink({ every: 4, ionic }), crosslink({ at: 'end', every: 2, ionic })],
  'crosslink.0.perWell': [
    { ...plate, ...crosslink({ at: 'end', perWell: false, photo: { wavelength: 405, seconds: 5 } }) },
    { ...plate, ...crosslink({ at: 'end', perWell: false, photo: { wavelength: 980, seconds: 5 } }) },
    { ...plate, ...crosslink({ at: 'end', perWell: false, ionic }) },
    { ...plate, ...crosslink({ perWell: false, thermal: { celsius: 30, seconds: 5 } }) },
  ],
  'crosslink.0.photo.intensity': [
    { printer: 'printess', ...crosslink({ photo: { wavelength: 405, intensity: 50, seconds: 5 } }) },
  ],
  'crosslink.0.photo.irradiance': [],
  'crosslink.0.photo.attenuation': [
    { printer: 'allevi-biobot1', ...crosslink({ photo: dim }) },
    { printer: 'printess', ...crosslink({ photo: { ...dim, irradiance: 5 } }) },
    // The least of several counts, and nothing is less than none.
    {
      printer: 'allevi-biobot1',
      crosslink: [
        { photo: { ...dim, irradiance: 5 } },
        { at: 'end', photo: { wavelength: 405, irradiance: 5, seconds: 5 } },
      ],
    },
  ],
  'limits.timeOnCells': [{ limits: { timeOnCells: 30 } }],
  'limits.viability': [{ limits: { viability: 0.8 } }],
  'limits.dose': [{ limits: { dose: 900 } }],
  seed: [{ seed: 3 }],
  steady: [{ steady: 'overrun' }],
};

/** Keys that jobs share: without effect they are a warning. */
const shared: Readonly<Record<string, readonly Data[]>> = {
  'crosslink.0.perWell': [
    { ...plate, vessel: { plate: 'corning-24', wells: 'A1' }, ...crosslink({ at: 'end', perWell: false, ionic }) },
    crosslink({ at: 'end', perWell: false, photo: { wavelength: 405, seconds: 5 } }),
  ],
  'crosslink.0.photo.attenuation': [
    {
      printer: 'allevi-biobot1',
      parts: [{ shape: 'disc', diameter: 4, height: 0.3, ink: 'a', laydown }],
      ...crosslink({ photo: { ...dim, irradiance: 5 } }),
    },
  ],
  'inks.a': [{ inks: { x: a, a: b }, parts: [{ mesh: 'block.stl', ink: 'x', laydown }] }],
  'vessel.order': [
    { ...plate, vessel: { plate: 'corning-24', wells: 'A1', order: 'layers' } },
    { vessel: { dish: 'petri-60', order: 'layers' } },
  ],
  'parts.0.laydown.angles': [
    onePattern({ pattern: 'gyroid', cell: 2, angles: [30] }),
    onePattern({ pattern: 'concentric', spacing: 0.8, angles: [0, 45] }),
    onePattern({ pattern: 'grid', spacing: 1, angles: [0, 30] }),
    onePattern({ pattern: 'honeycomb', spacing: 1, angles: [10, 50] }),
    wall({ angles: [30] }),
    // Four strands side by side fill it, whatever the pattern.
    {
      parts: [{ shape: 'tube', outer: 10, inner: 6.7, height: 0.9, ink: 'a', laydown: { solid: true, angles: [30] } }],
    },
  ],
  speed: [{ ...plate, speed: 7, sweep: { speed: [4, 6] } }],
  // Rings end where they began; strands between them meet the ring beyond their ends.
  steady: [
    { printer: 'allevi-biobot1', steady: 'overrun', ...onePattern({ pattern: 'concentric', spacing: 1 }) },
    { printer: 'allevi-biobot1', steady: 'overrun', ...part({ contours: 1 }) },
  ],
  'parts.0.laydown.pattern': [wall({ pattern: 'grid' }), wall({ pattern: 'gyroid' })],
  'parts.0.laydown.shift': [wall({ shift: 0.5, angles: [0, 90] })],
  'parts.0.laydown.spacing': [wall({ spacing: 1 }), wall({ pattern: 'concentric', spacing: 1 })],
  'parts.0.laydown.pore': [wall({ pore: 1 })],
  'parts.0.laydown.porosity': [wall({ porosity: 0.5 })],
  'parts.0.laydown.gradient': [wall({ gradient: { ...gradient, along: 'z' } })],
  'parts.0.laydown.overlap': [wall({ overlap: 0.2 }, { contours: 1 })],
  'parts.0.crossSection': [wall({}, { crossSection: 'round' }), wall({}, { crossSection: 'flattened', contours: 1 })],
};

function twoInks(): Data {
  return { inks: { a, b } };
}

/** Keys that every plan reads, that hold others, that go on the record, or that are judged wherever they stand. */
const always = [
  ...['$schema', 'name', 'printer', 'vessel', 'vessel.plate', 'vessel.dish', 'vessel.slide', 'vessel.labware'],
  ...['vessel.wells', 'place', 'place.x', 'place.y', 'place.z', 'inks', 'inks.a.ink', 'inks.a.tool'],
  ...['', '.gauge', '.inner', '.outer', '.length', '.shape'].map((key) => `inks.a.nozzle${key}`),
  ...['', '.line', '.density', '.viability', '.diameter', '.hypotonic'].map((key) => `inks.a.cells${key}`),
  ...['', '.a', '.b', '.c'].map((key) => `inks.a.cells.law${key}`),
  ...['load', 'deadVolume', 'temperature', 'width', 'spread', 'speed', 'leadIn', 'prime', 'lot', 'calibration'].map(
    (key) => `inks.a.${key}`,
  ),
  ...['vessel.a1', 'tools', 'tools.a', ...['', '.x', '.y', '.z'].map((key) => `tools.a.offset${key}`)],
  ...['parts', 'parts.0'],
  ...[
    'mesh',
    'shape',
    ...measures,
    'name',
    'ink',
    'shell',
    'shell.ink',
    'contours',
    'crossSection',
    'move',
    'rotate',
    'scale',
    'units',
    'thinWalls',
    ...['network', 'strands', 'ends', 'overlap', 'artery', 'vein'],
  ].map((key) => `parts.0.${key}`),
  ...[
    '',
    '.pattern',
    '.solid',
    '.gradient.along',
    '.gradient.from',
    '.gradient.to',
    '.join',
    '.margin',
    '.minLength',
  ].map((key) => `parts.0.laydown${key}`),
  ...['layers', 'layers.height', 'layers.first', 'layers.zones', 'layers.zones.0.until', 'layers.zones.0.height'],
  ...['travelSpeed', 'hop', 'simplify', 'order', 'bedTemperature', 'layerDwell', 'pauses', 'pauses.0'],
  ...['pauses.0.message', 'crosslink', 'crosslink.0.at', 'crosslink.0.photo', 'crosslink.0.photo.wavelength'],
  ...['crosslink.0.photo.seconds', 'crosslink.0.ionic', 'crosslink.0.ionic.agent'],
  ...['crosslink.0.ionic.seconds', 'crosslink.0.ionic.millimolar', 'crosslink.0.thermal'],
  ...['crosslink.0.thermal.celsius', 'crosslink.0.thermal.seconds', 'limits', 'limits.pressure', 'wells', 'sweep'],
  ...['bath', 'bath.material', 'bath.depth', 'bath.entrySpeed', 'bath.exitSpeed'],
];

const allow = gateIds.filter((gate) => gate !== 'readback') as GateId[];

test('every key of the schema is either here with a job that has no use for it, or read by every plan', () => {
  const keys = new Set([...Object.keys(idle), ...Object.keys(shared), ...always]);
  expect([...keys].sort()).toEqual(schemaKeys().sort());
});

describe('a key that changes nothing is refused by its name', () => {
  const cases = Object.entries(idle).flatMap(([key, jobs]) =>
    jobs.map((job, i): [string, Data] => [`${key} (${i + 1})`, job]),
  );
  test.each(cases)('%s', async (name, job) => {
    const key = name.replace(/ \(\d+\)$/, '');
    const error = await plan(jobInput(base(job), files), { allow }).then(
      () => new Error('it was planned'),
      (reason: Error & { fix?: string }) => reason,
    );
    // A list may be refused by the entry that is of no use.
    expect(error.message.replace(/\.zones\.\d/, '.zones.0')).toMatch(
      new RegExp(`^${key.replaceAll('.', '\\.')}(\\.\\d+)? changes nothing: [A-Z].*\\.$`),
    );
    expect((error as { fix?: string }).fix).toMatch(/^[A-Z].*\.$/);
  });

  const warned = Object.entries(shared).flatMap(([key, jobs]) =>
    jobs.map((job, i) => [`${key} (${i + 1})`, job] as const),
  );
  test.each(warned)('or, where jobs share it, warned of: %s', async (name, job) => {
    const { findings } = await planJob(base(job), files, { allow });
    const said = findings
      .filter(({ code }) => code === 'setting-unused')
      .map(({ what, severity }) => `${severity} ${what}`);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(`warn ${name.replace(/ \(\d+\)$/, '')}`);
    expect(said[0]).toContain(' changes nothing: ');
  });

  test('keys of a pattern that a part has no room for are told in one sentence', async () => {
    const job = base(wall({ pattern: 'grid', spacing: 1, angles: [30] }));
    const { findings } = await planJob(job, files, { allow });
    const said = findings.flatMap(({ code, what }) => (code === 'setting-unused' ? [what] : []));
    expect(said).toEqual([
      expect.stringMatching(
        /^parts\.0\.laydown\.pattern, parts\.0\.laydown\.angles and parts\.0\.laydown\.spacing change nothing: The part box is filled by/,
      ),
    ]);
  });

  test('light of a known lamp that intensity settles', async () => {
    const photo = { wavelength: 405, intensity: 50, irradiance: 3, seconds: 5 };
    const { profile, ...input } = jobInput(base({ printer: 'allevi-biobot1', ...crosslink({ photo }) }), files);
    const lamps = profile.lamps.map((lamp) => ({ ...lamp, irradiance: 20 }));
    await expect(plan({ ...input, profile: { ...profile, lamps } }, { allow })).rejects.toThrow(
      'crosslink.0.photo.irradiance changes nothing',
    );
  });
});

describe('what is of use, equal to the default, or shared by a mixed plate is never refused', () => {
  test.each([
    ['values that are the defaults', { ...ink({ preflow: 0, coast: 0, purge: 0 }), seed: 1, speed: 10, limits: {} }],
    ['angles that a grid has by itself', onePattern({ pattern: 'grid', spacing: 1, angles: [45, 135] })],
    ['angles that a triangle has by itself', onePattern({ pattern: 'triangle', spacing: 1, angles: [15, 75, 135] })],
    [
      'one light for all wells, from a lamp over the whole plate',
      {
        printer: 'marlin-syringe',
        vessel: plate.vessel,
        ...crosslink({ perWell: false, photo: { wavelength: 405, seconds: 5 } }),
      },
    ],
    [
      'one bath of ions for all wells, printed layer by layer',
      { ...plate, vessel: { ...plate.vessel, order: 'layers' }, ...crosslink({ perWell: false, ionic }) },
    ],
    ['more angles than layers', laid({ angles: [0, 45, 90, 135] })],
    ['strands along the rim of a thin wall, as concentric asks for', wall({ pattern: 'concentric' })],
    [
      'a spiral, which lays its thin tube itself',
      wall({ pattern: 'spiral', spacing: 0.5 }, { shape: 'tube', size: undefined, outer: 6, inner: 5.2, height: 0.9 }),
    ],
    ['a needle that is at speed beside the part', { printer: 'allevi-biobot1', steady: 'overrun' }],
    [
      'angles of a part that is thick on one layer',
      { parts: [{ shape: 'cone', bottom: 4, top: 0.6, height: 0.9, ink: 'a', laydown: { ...laydown, angles: [30] } }] },
    ],
    [
      'a section of contours that leave no room for the pattern',
      wall({}, { size: [8, 1.2, 0.9], contours: 1, crossSection: 'round' }),
    ],
    [
      'precedence that says what holds anyway',
      {
        parts: [
          { mesh: 'block.stl', ink: 'a', laydown },
          { mesh: 'block.stl', ink: 'a', laydown, move: [2, 0, 0], precedence: 1 },
        ],
      },
    ],
    [
      'precedence over one of three parts, on one of their layers',
      {
        parts: [
          { shape: 'box', size: [3, 3, 0.3], ink: 'a', laydown, precedence: 1 },
          { shape: 'box', size: [3, 3, 0.9], ink: 'a', laydown, move: [2, 0, 0] },
          { shape: 'box', size: [3, 3, 0.9], ink: 'a', laydown, move: [-4, 0, 0] },
        ],
      },
    ],
    [
      'an order of inks that is theirs anyway',
      {
        ...twoInks(),
        parts: [
          { mesh: 'block.stl', ink: 'a', laydown },
          { mesh: 'block.stl', ink: 'b', laydown, move: [4, 0, 0] },
        ],
        order: { inks: ['a', 'b'] },
      },
    ],
    [
      'a shift of a part that begins where the list of angles repeats',
      {
        parts: [
          { shape: 'box', size: [3, 3, 0.6], ink: 'a', laydown },
          { shape: 'box', size: [3, 3, 0.6], ink: 'a', laydown: { ...laydown, shift: 0.5 }, move: [0, 0, 0.6] },
        ],
      },
    ],
    [
      'attenuation of light whose irradiance is known',
      { printer: 'allevi-biobot1', ...crosslink({ photo: { ...dim, irradiance: 5 } }) },
    ],
    [
      'the key of a pattern that one well has',
      {
        ...plate,
        ...laid({ amplitude: 0.3 }),
        wells: { A2: { 'parts.0.laydown.pattern': 'wave' } },
      },
    ],
    ['an ink that one well has', { ...plate, ...twoInks(), wells: { A2: { 'parts.0.ink': 'b' } } }],
    [
      'a sweep over a key that some conditions have no use for',
      {
        ...plate,
        vessel: { plate: 'corning-24', wells: 'A1-A4' },
        sweep: { pattern: ['parallel', 'wave'], 'parts.0.laydown.amplitude': [0.2, 0.3] },
      },
    ],
  ])('%s', async (_, job) => {
    const planned = await planJob(base(job), files, { allow });
    expect(planned.refusedBy).toEqual([]);
    expect(planned.findings.filter(({ code }) => code === 'setting-unused')).toEqual([]);
  });

  test('a calibration that fills in what the tool has no use for', async () => {
    const input = jobInput(base(ink({ preflow: 0.2 })), files);
    expect((await plan({ ...input, filled: ['inks.a.preflow'] }, { allow })).refusedBy).toEqual([]);
  });
});

test.each([
  [
    'one well',
    { A2: { 'parts.0.laydown.amplitude': 0.3 } },
    /^wells\.A2: parts\.0\.laydown\.amplitude changes nothing/,
  ],
  ['a range', { A: { 'parts.0.laydown.amplitude': 0.3 } }, /^wells\.A: parts\.0\.laydown\.amplitude changes nothing/],
  [
    'an entry of crosslinking',
    { A2: { crosslink: [{ every: 9, ionic }] } },
    /^wells\.A2: crosslink\.0\.every changes nothing/,
  ],
  ['a short name', { A2: { preflow: 0.3 } }, /^wells\.A2: inks\.a\.preflow changes nothing/],
])('what changes nothing in %s is refused with its wells', async (_, wells, message) => {
  const vessel = { plate: 'corning-24', wells: 'A1-B2' };
  const job = base({ vessel, wells: { ...wells, B1: { 'parts.0.laydown.spacing': 1.2 } } });
  await expect(planJob(job, files, { allow })).rejects.toThrow(message);
});
