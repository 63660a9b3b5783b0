import { type PhysicsContext, physicsContext } from '../../src/check/physics/physics-context.ts';
import { nozzleFlowOf } from '../../src/ink/flow/flow-through.ts';
import { loadInk } from '../../src/ink/load-inks.ts';
import type { Job } from '../../src/job/job.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { type Strand, strandLength } from '../../src/laydown/strand.ts';
import { type Profile, profileSchema } from '../../src/printer/profile.ts';
import type { Program } from '../../src/program/program.ts';
import type { CureStep, Step, StrandStep } from '../../src/program/step.ts';
import { assignTools } from '../../src/program/tools/assign-tools.ts';
import { headerTool } from '../../src/program/tools/loaded-tool.ts';

const folder = new URL('../../inks', import.meta.url).pathname;

/** A lattice in wells, described by what the gates look at. Lengths mm. */
export interface Request {
  readonly ink?: string | undefined;
  readonly gauge?: number | undefined;
  readonly width?: number | undefined;
  readonly height?: number | undefined;
  readonly speed?: number | undefined;
  readonly layers?: number | undefined;
  readonly wells?: readonly string[] | undefined;
  readonly cells?: object | undefined;
  readonly limits?: object | undefined;
  readonly settings?: object | undefined;
  readonly crosslink?: readonly object[] | undefined;
  /** Of tool T0 of the printer. */
  readonly tool?: object | undefined;
  readonly lamps?: readonly object[] | undefined;
  /** kPa in the program's header. */
  readonly pressure?: number | null | undefined;
  readonly celsius?: number | null | undefined;
  /** Strands of a layer; default: eleven lines of 10 mm, 1 mm apart, along x and y in turn. */
  readonly strandsOf?: ((layer: number) => readonly Strand[]) | undefined;
  readonly cure?: Partial<CureStep> | undefined;
  /** s the print takes, over what the strands take. */
  readonly idle?: number | undefined;
  readonly prime?: number | undefined;
  readonly purge?: number | undefined;
}

/** A straight strand from one point to another, mm. */
export function line(
  from: readonly [number, number],
  to: readonly [number, number],
  more: Partial<Strand> = {},
): Strand {
  return path([from, to], more);
}

export function path(points: readonly (readonly [number, number])[], more: Partial<Strand> = {}): Strand {
  const width = more.width ?? 0.4;
  return {
    points: Int32Array.from(points.flatMap(([x, y]) => [Math.round(x * 1e6), Math.round(y * 1e6)])),
    closed: false,
    role: 'lattice',
    ink: 'gel',
    part: 'block',
    width,
    height: 0.32,
    area: (Math.PI * width ** 2) / 4,
    ...more,
  };
}

/** Eleven lines a layer, turned by 90 degrees from layer to layer: the golden lattice. */
export function lattice(layer: number, width: number, height: number): Strand[] {
  return Array.from({ length: 11 }, (_, i) => {
    const at = i - 5;
    return layer % 2 === 0 ? line([-5, at], [5, at], { width, height }) : line([at, -5], [at, 5], { width, height });
  });
}

function jobOf(request: Request): Job {
  return validateJob(
    {
      name: 'test',
      printer: 'bench',
      inks: {
        gel: {
          ink: request.ink ?? 'alginate-i1g-4',
          tool: 'T0',
          nozzle: { gauge: request.gauge ?? 22 },
          width: request.width ?? 0.4,
          ...(request.cells === undefined ? {} : { cells: { line: 'UE7T-13', density: 3e6, ...request.cells } }),
          ...request.settings,
        },
      },
      parts: [{ mesh: 'block.stl', ink: 'gel' }],
      layers: { height: request.height ?? 0.32 },
      speed: request.speed ?? 10,
      limits: request.limits ?? {},
      crosslink: request.crosslink ?? [],
    },
    'job.yaml',
  );
}

function profileOf(request: Request): Profile {
  return profileSchema.parse({
    id: 'bench',
    name: 'Bench',
    dialect: 'marlin',
    bed: { x: [0, 120], y: [0, 120], z: [0, 100], origin: 'corner' },
    vessel: { centre: [60, 60] },
    homing: { z: false },
    motion: {
      travelSpeed: 60,
      maxSpeed: { x: 150, y: 150, z: 10 },
      acceleration: 500,
      junction: { by: 'jerk', speed: 8 },
    },
    safeZ: 25,
    tools: [
      {
        id: 'T0',
        select: ['T0'],
        index: 0,
        kind: 'pneumatic',
        dispenser: { by: 'valve', open: ['M760'], close: ['M761'] },
        offset: { x: 0, y: 0, z: 0 },
        offsetBy: 'firmware',
        temperature: [4, 60],
        pressure: { range: [5, 200], set: 'manual' },
        idle: 'stays',
        ...request.tool,
      },
    ],
    bedTemperature: null,
    lamps: request.lamps ?? [],
    start: [],
    end: [],
    provenance: [{ of: [''], source: 'made up for tests', verified: false }],
  });
}

/** The context of a print of this lattice, strand after strand without travel. */
export function contextOf(request: Request): PhysicsContext {
  const job = jobOf(request);
  const profile = profileOf(request);
  const width = request.width ?? 0.4;
  const height = request.height ?? 0.32;
  const speed = request.speed ?? 10;
  const strandsOf = request.strandsOf ?? ((layer: number) => lattice(layer, width, height));
  const layers = Array.from({ length: request.layers ?? 4 }, (_, layer) => strandsOf(layer));
  const steps: Step[] = [];
  const startTimes: number[] = [];
  let now = 0;
  if (request.prime !== undefined) steps.push({ kind: 'prime', tool: 'T0', volumeUl: request.prime, flow: 1 });
  for (const well of request.wells ?? ['A1']) {
    steps.push({ kind: 'well', well, xNm: 0, yNm: 0 });
    if (request.purge !== undefined) steps.push({ kind: 'purge', tool: 'T0', volumeUl: request.purge, flow: 1 });
    layers.forEach((strands, layer) => {
      steps.push({ kind: 'layer', layer, z: height * (layer + 1), height });
      for (const strand of strands) {
        const step = strandStep(strand, { id: startTimes.length, layer, well, speed, height });
        startTimes.push(now);
        now += step.lengthMm / speed;
        steps.push(step);
      }
      if (request.cure !== undefined) steps.push({ ...cureStep(layer, well), ...request.cure });
    });
  }
  const inks = { gel: loadInk(job.inks['gel'].ink, folder) };
  const [loaded] = assignTools(job, profile, inks);
  const temperature = request.celsius === undefined ? 25 : request.celsius;
  const celsius = temperature ?? loaded.settings.temperature ?? null;
  const flow = nozzleFlowOf(loaded.material, celsius, loaded.nozzle);
  const tool = { ...loaded, pressure: request.pressure ?? null, temperature, celsius, flow };
  const program: Program = {
    header: {
      name: 'test',
      printer: 'bench',
      vessel: 'none',
      wells: request.wells ?? ['A1'],
      place: [],
      tools: [headerTool(tool)],
      hashes: {},
      layers: layers.length,
      totals: {
        inks: {},
        strands: startTimes.length,
        starts: startTimes.length,
        travelMm: 0,
        toolChanges: 0,
        deposits: {},
        timeS: now + (request.idle ?? 0),
        extrusionS: now,
      },
    },
    steps,
    findings: [],
  };
  return physicsContext({ job, profile, program, tools: [tool], startTimes });
}

function strandStep(
  strand: Strand,
  at: { id: number; layer: number; well: string; speed: number; height: number },
): StrandStep {
  const lengthMm = strandLength(strand);
  return {
    kind: 'strand',
    id: at.id,
    strand,
    xNm: 0,
    yNm: 0,
    zNm: Math.round(at.height * (at.layer + 1) * 1e6),
    tool: 'T0',
    layer: at.layer,
    well: at.well,
    speed: at.speed,
    flow: strand.area * at.speed,
    volumeUl: strand.area * lengthMm,
    lengthMm,
    start: { preflow: 0, prime: 0 },
    end: { postflow: 0, coast: 0, relax: 0 },
  };
}

function cureStep(layer: number, well: string): CureStep {
  return { kind: 'cure', layer, well, wavelength: 405, irradiance: 20, intensity: 100, seconds: 10, lamp: 'uv' };
}
