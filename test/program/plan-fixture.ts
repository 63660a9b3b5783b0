import { dialectOf } from '../../src/firmware/dialects.ts';
import { type Ink, inkSchema } from '../../src/ink/ink.ts';
import { type Job, jobSchema } from '../../src/job/job.ts';
import { placeOf } from '../../src/job/place.ts';
import type { Construct, ConstructLayer } from '../../src/laydown/construct.ts';
import type { Strand } from '../../src/laydown/strand.ts';
import { type Profile, profileSchema } from '../../src/printer/profile.ts';
import { planProgram } from '../../src/program/plan-program.ts';
import type { Program } from '../../src/program/program.ts';
import type { Step } from '../../src/program/step.ts';
import { assignTools } from '../../src/program/tools/assign-tools.ts';
import type { ProgramInput } from '../../src/program/write/plan-state.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import type { Vessel } from '../../src/vessel/vessel.ts';

/** Small machines, vessels and constructs with round numbers, for tests of the planner and the gates. */

type Input<T extends { parse: (value: never) => unknown }> = T extends { _zod: { input: infer I } } ? I : never;

export function tool(id: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    select: [id],
    index: Number(id.slice(1)),
    kind: 'piston',
    dispenser: { by: 'plunger', bore: 10 },
    offset: { x: 0, y: 0, z: 0 },
    offsetBy: 'firmware',
    temperature: null,
    pressure: null,
    idle: 'parked',
    ...more,
  };
}

/** Marks a tool as pneumatic with a valve. */
export const pneumatic = {
  kind: 'pneumatic',
  dispenser: { by: 'valve', open: ['M42 P1 S255'], close: ['M42 P1 S0'] },
  pressure: { range: [0, 200], set: 'gcode' },
};

export function makeProfile(more: Record<string, unknown> = {}): Profile {
  return profileSchema.parse({
    id: 'bench',
    name: 'Bench printer',
    dialect: 'marlin',
    bed: { x: [0, 120], y: [0, 120], z: [0, 100], origin: 'corner' },
    vessel: { centre: [60, 60] },
    homing: { z: false },
    motion: {
      travelSpeed: 50,
      maxSpeed: { x: 100, y: 100, z: 100 },
      acceleration: 1000,
      junction: { by: 'jerk', speed: 5 },
    },
    safeZ: 10,
    tools: [tool('T0'), tool('T1')],
    bedTemperature: [4, 60],
    start: [],
    end: [],
    provenance: [],
    ...more,
  });
}

export function makeInk(id: string, more: Partial<Input<typeof inkSchema>> = {}): Ink {
  return inkSchema.parse({
    id,
    name: id,
    kind: 'biomaterial',
    density: 1000,
    temperature: [15, 37],
    cellsAllowed: true,
    rheology: { at: 25, law: { model: 'newtonian', eta: 10 } },
    crosslinking: ['none'],
    provenance: [],
    ...more,
  });
}

export function makeJob(more: Record<string, unknown> = {}): Job {
  return jobSchema.parse({
    printer: 'bench',
    inks: { a: { ink: 'a', nozzle: { inner: 0.4, outer: 0.7, length: 12.7 } } },
    parts: [{ mesh: 'a.stl', ink: 'a' }],
    layers: { height: 0.2 },
    ...more,
  }) as Job;
}

/** A job whose inks a, b, c … are printed with equal needles. */
export function jobOf(
  inks: readonly string[],
  more: Record<string, unknown> = {},
  inkMore: Record<string, unknown> = {},
) {
  const nozzle = { inner: 0.4, outer: 0.7, length: 12.7 };
  return makeJob({
    inks: Object.fromEntries(inks.map((ink) => [ink, { ink, nozzle, ...inkMore }])),
    parts: inks.map((ink) => ({ mesh: `${ink}.stl`, ink })),
    ...more,
  });
}

/** A strand through points in mm, 0.4 wide. */
export function strand(points: readonly (readonly [number, number])[], more: Partial<Strand> = {}): Strand {
  return {
    points: Int32Array.from(points.flatMap(([x, y]) => [Math.round(x * 1e6), Math.round(y * 1e6)])),
    closed: false,
    role: 'lattice',
    ink: 'a',
    part: 'a',
    width: 0.4,
    height: 0.2,
    area: 0.08,
    ...more,
  };
}

/** Layers of 0.2 mm, each a list of strands. */
export function construct(layers: readonly (readonly Strand[])[]): Construct {
  return {
    findings: [],
    layers: layers.map(
      (strands, index): ConstructLayer => ({
        index,
        top: Number(((index + 1) * 0.2).toFixed(6)),
        height: 0.2,
        strands,
        sections: {},
        inks: {},
      }),
    ),
  };
}

/** Two wells of 16 mm, 20 mm apart, 10 mm deep, named A1 and A2, at machine (50, 60) and (70, 60). */
export const twoWells: Vessel = {
  id: 'two-wells',
  name: 'Two wells',
  kind: 'plate',
  footprint: { x: 60, y: 40 },
  height: 12,
  wells: {
    A1: { x: 20, y: 20, shape: { kind: 'circle', diameter: 16 }, depth: 10, floor: 2 },
    A2: { x: 40, y: 20, shape: { kind: 'circle', diameter: 16 }, depth: 10, floor: 2 },
  },
  provenance: [],
};

export interface PlanParts {
  readonly job?: Job;
  readonly profile?: Profile;
  readonly vessel?: Vessel | null;
  readonly wells?: readonly string[];
  readonly inks?: Readonly<Record<string, Ink>>;
}

export function inputOf(what: Construct, parts: PlanParts = {}): ProgramInput {
  const job = parts.job ?? makeJob();
  const profile = parts.profile ?? makeProfile();
  const vessel = placeVessel(parts.vessel ?? null, profile, placeOf(job));
  const library = { ...Object.fromEntries(Object.keys(job.inks).map((ink) => [ink, makeInk(ink)])), ...parts.inks };
  const tools = assignTools(job, profile, library);
  const wells = (parts.wells ?? [vessel.wells[0].name]).map((well) => ({ well, construct: what, job, tools }));
  const { waitsForTemperature } = dialectOf(profile.dialect);
  return { job, profile, vessel, wells, tools, hashes: {}, waitsForTemperature, handedness: 'unconfirmed' };
}

export function plan(what: Construct, parts: PlanParts = {}): Program {
  return planProgram(inputOf(what, parts));
}

/** Steps of one kind. */
export function stepsOf<K extends Step['kind']>(program: Program, kind: K): Extract<Step, { kind: K }>[] {
  return program.steps.filter((step): step is Extract<Step, { kind: K }> => step.kind === kind);
}
