import fc from 'fast-check';
import { expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { planProgram } from '../../src/program/plan-program.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';
import { runs } from '../proving.ts';
import {
  construct,
  inputOf,
  jobOf,
  makeInk,
  makeJob,
  makeProfile,
  plan,
  pneumatic,
  stepsOf,
  strand,
  tool,
  twoWells,
} from './plan-fixture.ts';

const line = (y: number, ink = 'a') =>
  strand(
    [
      [-3, y],
      [3, y],
    ],
    { ink, part: ink },
  );

/** Every place the tip reaches, mm, with the step that brings it there. */
function path(program: Program): { x: number; y: number; z: number; step: Step }[] {
  const places: { x: number; y: number; z: number; step: Step }[] = [];
  for (const step of program.steps) {
    if (step.kind === 'travel' || step.kind === 'wipe') {
      const { points } = step;
      for (let i = 0; i < points.length; i += 3) {
        places.push({ x: points[i] / 1e6, y: points[i + 1] / 1e6, z: points[i + 2] / 1e6, step });
      }
    } else if (step.kind === 'strand') {
      const { points, closed, rise } = step.strand;
      const order = [...Array(points.length / 2).keys(), ...(closed ? [0] : [])];
      for (const i of order) {
        const z = (step.zNm + (rise?.[i] ?? 0)) / 1e6;
        places.push({ x: (step.xNm + points[2 * i]) / 1e6, y: (step.yNm + points[2 * i + 1]) / 1e6, z, step });
      }
    }
  }
  return places;
}

test('one strand on the bare bed: approach from above, the strand, up again', () => {
  const program = plan(construct([[line(0)]]));
  expect(program.steps.map((step) => step.kind)).toEqual(['well', 'layer', 'toolChange', 'travel', 'strand', 'travel']);
  const [approach, park] = stepsOf(program, 'travel');
  expect(approach.why).toBe('approach');
  expect([...approach.points]).toEqual([57e6, 60e6, 10e6, 57e6, 60e6, 0.2e6]);
  expect(park.why).toBe('park');
  expect([...park.points]).toEqual([63e6, 60e6, 10e6]);
  const [only] = stepsOf(program, 'strand');
  expect(only).toMatchObject({ id: 0, lengthMm: 6, speed: 10, tool: 'T0', well: '-', layer: 0, zNm: 200_000 });
  expect(only.flow).toBeCloseTo(0.8, 12);
  expect(only.volumeUl).toBeCloseTo(0.48, 12);
  expect(program.header.totals.inks['a'].volumeUl).toBeCloseTo(0.48, 12);
  expect(program.header.totals.extrusionS).toBeCloseTo(0.6, 12);
});

test('between strands the needle hops by the job and never turns below', () => {
  const program = plan(construct([[line(0), line(1)]]));
  const [, hop] = stepsOf(program, 'travel');
  expect(hop.why).toBe('hop');
  expect([...hop.points]).toEqual([63e6, 60e6, 1.2e6, 57e6, 61e6, 1.2e6, 57e6, 61e6, 0.2e6]);
});

test('strands that follow on are one flow: no travel, no valve, one start', () => {
  const first = strand([
    [-3, 0],
    [3, 0],
  ]);
  const second = strand([
    [3, 0],
    [3, 4],
  ]);
  const profile = makeProfile({ tools: [tool('T0', { ...pneumatic, preflow: 0.3, postflow: 0.2 })] });
  const program = plan(construct([[first, second]]), { profile });
  const [a, b] = stepsOf(program, 'strand');
  expect(a.start).toEqual({ preflow: 0.3, prime: 0 });
  expect(a.end).toEqual({ postflow: 0, coast: 0, relax: 0, continues: true });
  expect(b.start).toEqual({ preflow: 0, prime: 0, continues: true });
  expect(b.end).toMatchObject({ postflow: 0.2 });
  expect(program.header.totals).toMatchObject({ strands: 2, starts: 1 });
  expect(stepsOf(program, 'travel').map(({ why }) => why)).toEqual(['approach', 'park']);
});

test('a rising spiral goes on over the layer mark, and the hop counts from its top', () => {
  const ring = (z: number) =>
    strand(
      [
        [0, 0],
        [2, 0],
        [2, 2],
        [0, 0],
      ],
      { rise: Int32Array.from([-0.2e6, -0.1e6, -0.05e6, 0]), height: z },
    );
  const program = plan(construct([[ring(0.2)], [ring(0.2)]]));
  expect(program.header.totals.starts).toBe(1);
  expect(stepsOf(program, 'travel').map(({ why }) => why)).toEqual(['approach', 'park']);
});

test('inks go A B, B A, A B: three layers of two inks take three changes', () => {
  const layer = [line(0, 'a'), line(1, 'b')];
  const program = plan(construct([layer, layer, layer]), { job: jobOf(['a', 'b']) });
  expect(stepsOf(program, 'strand').map((step) => step.strand.ink)).toEqual(['a', 'b', 'b', 'a', 'a', 'b']);
  expect(program.header.totals.toolChanges).toBe(3);
});

test('an order of inks is kept, and costs its changes', () => {
  const layer = [line(0, 'a'), line(1, 'b')];
  const job = jobOf(['a', 'b'], { order: { inks: ['b', 'a'] } });
  const program = plan(construct([layer, layer, layer]), { job });
  expect(stepsOf(program, 'strand').map((step) => step.strand.ink)).toEqual(['b', 'a', 'b', 'a', 'b', 'a']);
  expect(program.header.totals.toolChanges).toBe(5);
});

test('sacrificial ink comes first where the job says so', () => {
  const layer = [line(0, 'a'), line(1, 'b')];
  const job = jobOf(['a', 'b'], { order: { sacrificialFirst: true } });
  const program = plan(construct([layer, layer]), { job, inks: { b: makeInk('b', { kind: 'sacrificial' }) } });
  expect(stepsOf(program, 'strand').map((step) => step.strand.ink)).toEqual(['b', 'a', 'b', 'a']);
});

test('tools change above the rim, at safe height, and the next travel starts there', () => {
  const job = jobOf(['a', 'b'], { vessel: { plate: 'two-wells' } });
  const program = plan(construct([[line(0, 'a'), line(1, 'b')]]), { job, vessel: twoWells });
  const index = program.steps.findIndex((step) => step.kind === 'toolChange' && step.from !== null);
  const before = program.steps[index - 1];
  expect(before).toMatchObject({ kind: 'travel', why: 'tool' });
  // Rim 10 mm above the floor, clearance 2 mm.
  expect(before.kind === 'travel' && before.points.at(-1)).toBe(12e6);
  const after = program.steps[index + 1];
  expect(after.kind === 'travel' && after.points[2]).toBe(12e6);
});

test('an idle needle that hangs lower raises the crossing height', () => {
  const profile = makeProfile({
    tools: [tool('T0', { idle: 'stays' }), tool('T1', { idle: 'stays', offset: { x: 30, y: 0, z: -3 } })],
  });
  const job = jobOf(['a', 'b']);
  const program = plan(construct([[line(0, 'a'), line(1, 'b')]]), { job, profile, vessel: twoWells });
  const [approach] = stepsOf(program, 'travel');
  expect(approach.points[2]).toBe(15e6);
});

test('wells one by one, or layer by layer with every tool once a layer', () => {
  const layer = [line(0, 'a'), line(1, 'b')];
  const both = { vessel: twoWells, wells: ['A2', 'A1'] };
  const byWell = plan(construct([layer, layer]), { ...both, job: jobOf(['a', 'b'], { vessel: { plate: 'x' } }) });
  expect(stepsOf(byWell, 'strand').map((step) => `${step.well}${step.layer}${step.strand.ink}`)).toEqual([
    'A10a',
    'A10b',
    'A11b',
    'A11a',
    'A20a',
    'A20b',
    'A21b',
    'A21a',
  ]);
  const order = { vessel: { plate: 'x', order: 'layers' } };
  const byLayer = plan(construct([layer, layer]), { ...both, job: jobOf(['a', 'b'], order) });
  expect(stepsOf(byLayer, 'strand').map((step) => `${step.well}${step.layer}${step.strand.ink}`)).toEqual([
    'A10a',
    'A20a',
    'A20b',
    'A10b',
    'A11b',
    'A21b',
    'A21a',
    'A11a',
  ]);
  expect(byLayer.header.totals.toolChanges).toBe(2);
  const single = plan(construct([[line(0)], [line(0)]]), { ...both, job: jobOf(['a'], order) });
  expect(stepsOf(single, 'strand').map(({ well }) => well)).toEqual(['A1', 'A2', 'A2', 'A1']);
});

test('priming happens in the free zone of the well printed, once; purging at each return', () => {
  const job = jobOf(['a', 'b'], { vessel: { plate: 'x' } }, { prime: 2, purge: 1, wipe: true });
  const layer = [line(0, 'a'), line(1, 'b')];
  const program = plan(construct([layer, layer]), { job, vessel: twoWells });
  const pushes = program.steps.filter((step) => step.kind === 'prime' || step.kind === 'purge');
  expect(pushes.map((step) => `${step.kind} ${step.tool} ${step.volumeUl}`)).toEqual([
    'prime T0 2',
    'prime T1 2',
    'purge T0 1',
  ]);
  const spots: [number, number][] = [];
  program.steps.forEach((step, i) => {
    if (step.kind !== 'prime' && step.kind !== 'purge') return;
    const before = program.steps.slice(0, i).findLast((each) => each.kind === 'travel')!;
    const [x, y] = before.kind === 'travel' ? before.points.slice(-3) : [];
    spots.push([x / 1e6, y / 1e6]);
    expect(program.steps[i + 1].kind).toBe('wipe');
  });
  const drop = Math.cbrt((3 * 2) / (2 * Math.PI));
  for (const [i, [x, y]] of spots.entries()) {
    expect(Math.hypot(x - 50, y - 60) + drop).toBeLessThan(8);
    // Away from the construct (x 46.8…53.2, y 59.8…61.2) by more than the drop.
    const dx = Math.max(46.8 - x, 0, x - 53.2);
    const dy = Math.max(59.8 - y, 0, y - 61.2);
    expect(Math.hypot(dx, dy)).toBeGreaterThan(drop);
    for (const other of spots.slice(0, i)) expect(Math.hypot(x - other[0], y - other[1])).toBeGreaterThan(2 * drop);
  }
  expect(program.header.totals.inks['a'].wasteUl).toBe(3);
});

test('without room for the drop the operator primes by hand, and is told why', () => {
  const wide = strand([
    [-6.5, 0],
    [6.5, 0],
    [0, 6.5],
    [0, -6.5],
  ]);
  const job = jobOf(['a'], {}, { prime: 200 });
  const program = plan(construct([[wide]]), { job, vessel: twoWells });
  expect(stepsOf(program, 'prime')).toEqual([]);
  expect(stepsOf(program, 'pause')[0].message).toContain('200 uL');
  expect(program.findings![0]).toMatchObject({ code: 'prime-by-hand', where: { tool: 'T0', well: 'A1' } });
});

test('ink is brought only to places that every tool reaches: behind a construct at the edge, not beyond it', () => {
  const profile = makeProfile({ tools: [tool('T0'), tool('T1', { offset: { x: 30, y: 0, z: 0 } })] });
  const layers = construct([[line(0, 'a'), line(1, 'b')]]);
  const placeOf = (more: Record<string, unknown>, vessel: Vessel | null) => {
    const program = plan(layers, { job: jobOf(['a', 'b'], more, { prime: 2 }), profile, vessel });
    return program.steps.flatMap((step, i) => {
      const before = program.steps[i - 1];
      return step.kind === 'prime' && before.kind === 'travel' ? [[...before.points.slice(-3)]] : [];
    });
  };
  const edge = placeOf({ at: [60, 3] }, null);
  expect(edge).toHaveLength(2);
  for (const [, y] of edge) expect(y).toBeGreaterThan(4e6);
  // The front and the left of a dish of 130 mm are out of reach, its front left is not.
  const shape = { kind: 'circle', diameter: 130 } as const;
  const wells = { '-': { ...twoWells.wells['A1'], x: 68, y: 68, shape } };
  const spots = placeOf({}, { ...twoWells, footprint: { x: 136, y: 136 }, wells });
  expect(spots).toHaveLength(2);
  for (const [x, y] of spots) expect(x > 31e6 && y > 1e6).toBe(true);
});

test('a waste position of the profile is used instead', () => {
  const profile = makeProfile({ waste: { x: 5, y: 110, z: 3 } });
  const program = plan(construct([[line(0)]]), { job: jobOf(['a'], {}, { prime: 2 }), profile, vessel: twoWells });
  const index = program.steps.findIndex((step) => step.kind === 'prime');
  const before = program.steps[index - 1];
  expect(before.kind === 'travel' && [...before.points.slice(-3)]).toEqual([5e6, 110e6, 3e6]);
});

test('temperatures are all set, then all reached, before ink flows, and off at the end', () => {
  const profile = makeProfile({ tools: [tool('T0', { temperature: [4, 60] }), tool('T1', { temperature: [4, 60] })] });
  const job = jobOf(['a', 'b'], { bedTemperature: 10 }, { temperature: 25 });
  const program = plan(construct([[line(0, 'a'), line(1, 'b')]]), { job, profile });
  const temperatures = stepsOf(program, 'temperature');
  expect(temperatures.map(({ target, celsius, wait }) => `${target.of} ${celsius} ${wait}`)).toEqual([
    'bed 10 false',
    'tool 25 false',
    'tool 25 false',
    'bed 10 true',
    'tool 25 true',
    'tool 25 true',
    'bed null false',
    'tool null false',
    'tool null false',
  ]);
  const firstFlow = program.steps.findIndex((step) => step.kind === 'strand');
  expect(program.steps.indexOf(temperatures[5])).toBeLessThan(firstFlow);
});

test('where no command waits for a temperature the operator is asked to, each time one is set', () => {
  const profile = makeProfile({ dialect: 'cellink-biox', tools: [tool('T0', { temperature: [4, 60] })] });
  const thermal = { at: 'end', thermal: { celsius: 37, seconds: 9 } };
  const job = jobOf(['a'], { bedTemperature: 10, crosslink: [thermal] }, { temperature: 25 });
  const program = plan(construct([[line(0)]]), { job, profile });
  const pauses = stepsOf(program, 'pause').map(({ message }) => message);
  expect(pauses).toEqual(['Wait for bed 10 C, T0 25 C', 'Wait for bed 37 C', 'Wait for bed 10 C']);
  const kinds = program.steps.map(({ kind }) => kind);
  expect(kinds.indexOf('pause')).toBeLessThan(kinds.indexOf('strand'));
  expect(kinds[kinds.indexOf('dwell') - 1]).toBe('pause');
});

test('pressure is set by the file where the tool can, else by the operator', () => {
  const set = (by: string) =>
    makeProfile({ tools: [tool('T0', { ...pneumatic, pressure: { range: [0, 200], set: by } })] });
  const job = jobOf(['a'], {}, { pressure: 60 });
  const byFile = plan(construct([[line(0)], [line(0)]]), { job, profile: set('gcode') });
  expect(stepsOf(byFile, 'pressure')).toEqual([{ kind: 'pressure', tool: 'T0', kPa: 60 }]);
  const byHand = plan(construct([[line(0)]]), { job, profile: set('manual') });
  // The step tells the gates what the operator has set; the file holds no command for it.
  expect(stepsOf(byHand, 'pressure')).toEqual(stepsOf(byFile, 'pressure'));
  expect(stepsOf(byHand, 'message')[0].text).toBe('Set T0 (a) to 60 kPa');
});

test('a well with its own pressure and temperature gets them when its turn comes', () => {
  const profile = makeProfile({ tools: [tool('T0', { ...pneumatic, temperature: [4, 60] })] });
  const job = jobOf(['a'], {}, { pressure: 60, temperature: 20 });
  const input = inputOf(construct([[line(0)]]), { job, profile, vessel: twoWells, wells: ['A1', 'A2'] });
  const own = input.tools.map((loaded) => ({ ...loaded, pressure: 80, temperature: 25, speed: 5 }));
  const program = planProgram({ ...input, wells: [input.wells[0], { ...input.wells[1], tools: own }] });
  expect(stepsOf(program, 'pressure').map(({ kPa }) => kPa)).toEqual([60, 80]);
  expect(stepsOf(program, 'temperature').map(({ celsius, wait }) => [celsius, wait])).toEqual([
    [20, false],
    [20, true],
    [25, true],
    [null, false],
  ]);
  expect(stepsOf(program, 'strand').map(({ speed }) => speed)).toEqual([10, 5]);
});

test('pauses, layer dwells and messages stand where they belong, with the needle above', () => {
  const job = jobOf(['a'], { layerDwell: 4, pauses: [{ beforeLayer: 2, message: 'place the mesh' }] });
  const program = plan(construct([[line(0)], [line(0)]]), { job });
  const kinds = program.steps.map((step) => step.kind);
  const pause = kinds.indexOf('pause');
  expect(kinds.slice(pause - 2, pause + 2)).toEqual(['travel', 'dwell', 'pause', 'layer']);
  expect(stepsOf(program, 'dwell').map(({ seconds }) => seconds)).toEqual([4, 4]);
});

test('lead-in comes down on a slope in line with the strand, coasting only where a valve can close', () => {
  const profile = makeProfile({ tools: [tool('T0', pneumatic)] });
  const job = jobOf(['a'], {}, { leadIn: 2, coast: 0.5 });
  const valve = plan(construct([[line(0)]]), { job, profile });
  expect([...stepsOf(valve, 'travel')[0].points]).toEqual([55e6, 60e6, 10e6, 57e6, 60e6, 0.2e6]);
  expect(stepsOf(valve, 'strand')[0].end.coast).toBe(0.5);
  expect(stepsOf(plan(construct([[line(0)]]), { job }), 'strand')[0].end.coast).toBe(0);
});

test('pistons prime before and relax after each strand', () => {
  const job = jobOf(['a'], {}, { strandPrime: 0.3 });
  const [only] = stepsOf(plan(construct([[line(0)]]), { job }), 'strand');
  expect([only.start.prime, only.end.relax]).toEqual([0.3, 0.3]);
});

test('with hop 0 the needle slides where nothing printed is in the way, and lifts where something is', () => {
  const job = jobOf(['a'], { hop: 0 });
  const clear = plan(
    construct([
      [
        line(0),
        strand([
          [3, 2],
          [-3, 2],
        ]),
      ],
    ]),
    { job },
  );
  const slide = stepsOf(clear, 'travel')[1];
  expect(slide.why).toBe('slide');
  expect([...slide.points]).toEqual([63e6, 62e6, 0.2e6]);
  const blocked = plan(
    construct([
      [
        line(1),
        line(0),
        strand([
          [3, 2],
          [-3, 2],
        ]),
      ],
    ]),
    { job },
  );
  const [, first, second] = stepsOf(blocked, 'travel');
  // Along the first strand's flank, then across its end.
  expect(first.why).toBe('hop');
  expect(second.why).toBe('hop');
  // Two layers up.
  expect(second.points[2]).toBe(0.6e6);
});

test('with hop 0 the needle goes around the end of a strand that is in the way', () => {
  // A wall of 4 mm at x 0 between the end of the second strand and the start of the third; wide construct.
  const wall = strand([
    [0, -2],
    [0, 2],
  ]);
  const to = strand([
    [-3, 0],
    [-3, -6],
  ]);
  const from = strand([
    [3, 6],
    [3, 0],
  ]);
  const layer = [wall, from, to];
  const slide = stepsOf(plan(construct([layer]), { job: jobOf(['a'], { hop: 0 }) }), 'travel').at(-2)!;
  expect(slide.why).toBe('slide');
  expect(slide.points.length).toBe(6);
  const [x, y] = slide.points;
  expect(x).toBe(60e6);
  // Past the end of the wall by at least half a needle and half a strand.
  expect(Math.abs(y - 60e6)).toBeGreaterThan(2e6 + 0.35e6 + 0.2e6);
});

test('a strand without a tool is named, a well that is not there too', () => {
  const code = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return error instanceof InputError ? error.code : String(error);
    }
    return 'nothing';
  };
  expect(code(() => plan(construct([[line(0, 'b')]])))).toBe('ink-without-tool');
  expect(code(() => plan(construct([[line(0)]]), { vessel: twoWells, wells: ['B1'] }))).toBe('well-unknown');
  expect(code(() => plan(construct([[line(0)]]), { vessel: twoWells, wells: ['A1', 'A2', 'A1'] }))).toBe('well-twice');
});

test('an empty construct is a program without motion', () => {
  const program = plan(construct([[], []]));
  expect(program.steps.map((step) => step.kind)).toEqual(['well', 'layer', 'layer']);
  expect(program.header.totals).toMatchObject({ strands: 0, timeS: 0, travelMm: 0 });
});

const point = fc.tuple(fc.integer({ min: -40, max: 40 }), fc.integer({ min: -40, max: 40 }));
const anyStrand = fc
  .tuple(fc.array(point, { minLength: 2, maxLength: 5 }), fc.constantFrom('a', 'b'), fc.boolean())
  .map(([points, ink, closed]) =>
    strand(
      points.map(([x, y]) => [x / 10, y / 10]),
      { ink, part: ink, closed },
    ),
  );
const anyConstruct = fc.array(fc.array(anyStrand, { maxLength: 5 }), { minLength: 1, maxLength: 4 }).map(construct);

test('any plan: strands once and in order, no crossing below the rim, never below the floor, unbroken path', () => {
  fc.assert(
    fc.property(anyConstruct, fc.constantFrom('wells', 'layers'), fc.constantFrom(0, 1), (what, order, hop) => {
      const job = jobOf(['a', 'b'], { hop, vessel: { plate: 'x', order } }, { prime: 1, purge: 0.5 });
      const program = plan(what, { job, vessel: twoWells, wells: ['A1', 'A2'] });
      const strands = stepsOf(program, 'strand');
      const all = what.layers.flatMap((layer) => layer.strands);
      expect(strands.map(({ id }) => id)).toEqual(strands.map((_, i) => i));
      for (const well of ['A1', 'A2']) {
        const here = strands.filter((step) => step.well === well);
        expect(new Set(here.map((step) => step.strand))).toEqual(new Set(all));
        expect(here.length).toBe(all.length);
        for (const ink of ['a', 'b']) {
          const ofInk = (each: { ink: string }) => each.ink === ink;
          expect(here.map((step) => step.strand).filter(ofInk)).toEqual(all.filter(ofInk));
        }
        expect(here.every((step, i) => i === 0 || step.layer >= here[i - 1].layer)).toBe(true);
      }
      const places = path(program);
      for (let i = 0; i < places.length; i++) {
        const { x, y, z, step } = places[i];
        expect(z).toBeGreaterThanOrEqual(0.2);
        if (i === 0) continue;
        const before = places[i - 1];
        if (Math.min(z, before.z) < 12) {
          // Below the crossing height both ends lie in one well.
          const side = (place: { x: number }) => (place.x < 60 ? 'A1' : 'A2');
          const moved = Math.hypot(x - before.x, y - before.y) > 1e-9;
          if (moved) expect(side(places[i])).toBe(side(before));
        }
        // A strand begins where the tip stands.
        if (step.kind === 'strand' && step !== before.step) {
          expect(Math.hypot(x - before.x, y - before.y, z - before.z)).toBeLessThan(1e-5);
        }
      }
    }),
    runs(7, 80),
  );
});

test('the same input gives the same program', () => {
  const layer = [line(0, 'a'), line(1, 'b')];
  const job = jobOf(['a', 'b'], {}, { prime: 1 });
  const run = () => JSON.stringify(plan(construct([layer, layer]), { job, vessel: twoWells, wells: ['A2', 'A1'] }));
  expect(run()).toBe(run());
  expect(makeJob().hop).toBe(1);
});
