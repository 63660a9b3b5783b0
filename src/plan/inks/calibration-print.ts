import { InputError } from '../../finding/input-error.ts';
import { digits } from '../../finding/number-words.ts';
import { noWell } from '../../finding/well-name.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import {
  type CalibrationContext,
  calibrationTemplate,
  type TemplateRow,
  templateRow,
} from '../../ink/calibration/calibration-csv.ts';
import { designWeighings, type WeighingDesign } from '../../ink/design-weighings.ts';
import { sectionsOf } from '../../ink/flow/flow-through.ts';
import { nozzleOf } from '../../ink/flow/nozzle.ts';
import { freeStrandDiameter } from '../../ink/flow/strand-shape.ts';
import type { Job } from '../../job/job.ts';
import { validateJob } from '../../job/parse-job.ts';
import type { Construct } from '../../laydown/construct.ts';
import type { Strand } from '../../laydown/strand.ts';
import { planProgram } from '../../program/plan-program.ts';
import type { Program } from '../../program/program.ts';
import { assignTools } from '../../program/tools/assign-tools.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { CalibrationAsk, Trial } from './calibration-ask.ts';
import { weighingProgram } from './calibration-weighings.ts';

export interface CalibrationPrint {
  readonly program: Program;
  readonly tools: readonly LoadedTool[];
  readonly vessel: PlacedVessel;
  /** The table to fill in. */
  readonly template: string;
}

const lineMm = 30;
const apartMm = 4;
/** Less than so much is not weighed to a few percent; a weighing at a low pressure takes longer. */
const leastWeighedUl = 1;
/** Waits before the motion in a ladder of lags, s. */
const ladder = [0, 0.05, 0.1, 0.2, 0.3, 0.5];

/** The print and the table of a calibration. Throws InputError where no pressure can be proposed. */
export function calibrationPrint(ask: CalibrationAsk): CalibrationPrint {
  const job = jobOf(ask);
  const [loaded] = assignTools(job, ask.profile, { ink: ask.ink });
  const { drives, within } = drivesOf(ask, loaded);
  const trials = trialsOf(ask, drives, loaded);
  const vessel = placeTrials(ask, trials);
  const program =
    ask.kind === 'flow'
      ? weighingProgram({ ask, job, loaded, trials, vessel })
      : planProgram({
          job,
          profile: ask.profile,
          vessel,
          wells: trials.map((trial) => ({
            well: trial.label,
            construct: lineOf(trial, job.layers.height),
            job,
            tools: [toolOf(trial, loaded)],
            condition: { number: trials.indexOf(trial) + 1, settings: settingsOf(trial) },
          })),
          tools: [loaded],
          handedness: 'unconfirmed',
          hashes: {},
          waitsForTemperature: dialectOf(ask.profile.dialect).waitsForTemperature,
        });
  return {
    program,
    tools: [loaded],
    vessel,
    template: calibrationTemplate(contextOf(ask, loaded), rowsOf(ask, trials), statedBy(within)),
  };
}

function jobOf({ kind, profile, ink, tool, nozzle, celsius }: CalibrationAsk): Job {
  const height = Number((0.8 * nozzleOf(nozzle).inner).toFixed(3));
  const own = { ink: ink.id, nozzle, ...(tool === undefined ? {} : { tool }) };
  return validateJob(
    {
      name: `calibrate ${kind} of ${ink.id}`,
      printer: profile.id,
      inks: { ink: celsius === undefined ? own : { ...own, temperature: celsius } },
      parts: [{ mesh: 'calibration.stl', ink: 'ink' }],
      layers: { height },
    },
    'the calibration',
  );
}

function trialsOf(ask: CalibrationAsk, drives: readonly Drive[], loaded: LoadedTool): Trial[] {
  const { seconds } = ask;
  const speeds = ask.speeds ?? (ask.kind === 'line' ? [4, 6, 8, 12] : [8]);
  if (ask.kind === 'flow') {
    return drives.map((drive, i) => ({
      label: `F${i + 1}`,
      ...drive,
      speed: speeds[0],
      preflow: 0,
      seconds: Math.max(seconds, Math.ceil(leastWeighedUl / drive.flowUl)),
    }));
  }
  if (ask.kind === 'line') {
    const pairs = drives.flatMap((drive) => speeds.map((speed) => ({ ...drive, speed })));
    return pairs.map((pair, i) => ({ label: `L${i + 1}`, ...pair, preflow: loaded.preflow, seconds }));
  }
  const middle = drives[Math.floor(drives.length / 2)];
  return ladder.map((preflow, i) => ({ label: `P${i + 1}`, ...middle, speed: speeds[0], preflow, seconds }));
}

type Drive = Pick<Trial, 'kPa' | 'flowUl'>;

/**
 * Pressures with the flow expected of them, or flows of a plunger: around what a strand as wide as the needle takes.
 * `within` is what weighings at these pressures tell of the ink's law at best, relative.
 */
function drivesOf(
  ask: CalibrationAsk,
  { tool, flow, nozzle }: LoadedTool,
): { readonly drives: readonly Drive[]; readonly within: WeighingDesign['within'] } {
  const nominal = (Math.PI / 4) * nozzle.inner ** 2 * 8;
  // Each weighed twice: without repeats nobody knows how well the balance tells them apart.
  const twice = (drives: readonly Drive[]) => (ask.kind === 'flow' ? [...drives, ...drives] : drives);
  if (tool.pressure === null) {
    const flows = ask.flows ?? (ask.kind === 'lag' ? [1] : [0.6, 1, 1.6]).map((factor) => factor * nominal);
    return { drives: twice(flows.map((flowUl) => ({ kPa: null, flowUl }))), within: null };
  }
  const [low, high] = tool.pressure.range;
  if (ask.pressures === undefined && flow === null) {
    throw new InputError(
      'calibration-pressures',
      `no flow law is known for ${ask.ink.id}: no pressures can be proposed`,
      {
        where: { ink: ask.ink.id },
        fix: 'Give at least three that make it flow, e.g. --pressures 40,80,160.',
      },
    );
  }
  const driveOf = (kPa: number): Drive => ({ kPa, flowUl: Math.max(flow?.flowAt(kPa) ?? nominal, nominal / 50) });
  if (ask.pressures === undefined) {
    const middle = flow?.through(nominal).pressureKpa ?? low;
    const design = designWeighings(ask.kind === 'flow' && flow !== null ? flow.law.law : null, sectionsOf(nozzle, 0), {
      middle,
      range: tool.pressure.range,
    });
    const kPas = ask.kind === 'flow' ? design.kPas : design.kPas.slice(0, 3);
    return { drives: kPas.map(driveOf), within: design.within };
  }
  const beyond = ask.pressures.find((kPa) => kPa < low || kPa > high);
  if (beyond !== undefined) {
    throw new InputError('calibration-pressures', `${beyond} kPa: ${tool.id} takes ${low} to ${high} kPa`, {
      where: { tool: tool.id },
      fix: 'Give pressures within that range with --pressures.',
    });
  }
  return { drives: twice(ask.pressures.map(driveOf)), within: null };
}

/** Lines one above the other, each a place of its own, so that each has its own pressure and speed. */
function placeTrials({ profile, at, kind }: CalibrationAsk, trials: readonly Trial[]): PlacedVessel {
  const [cx, cy] = at ?? profile.vessel.centre;
  const places = kind === 'flow' ? trials.slice(0, 1) : trials;
  const wells = places.map(({ label }, i) => ({
    name: kind === 'flow' ? noWell : label,
    x: cx,
    y: cy + ((places.length - 1) / 2 - i) * apartMm,
    wall: null,
    inside: [],
    floor: 0,
  }));
  const { orientation } = profile.vessel;
  const bare = { id: 'none', name: 'bare bed', kind: 'none', orientation, frame: profile.frame, wells } as const;
  return { ...bare, rim: 0, bed: 0, footprint: null, floorMargin: 0 };
}

/** A straight line whose volume is what flows at its speed. */
function lineOf({ flowUl, speed }: Trial, height: number): Construct {
  const area = flowUl / speed;
  const half = (lineMm / 2) * 1e6;
  const strand: Strand = {
    points: Int32Array.from([-half, 0, half, 0]),
    closed: false,
    role: 'lattice',
    ink: 'ink',
    part: 'calibration',
    width: freeStrandDiameter(flowUl, speed),
    height,
    area,
  };
  const sums = { areaMm2: 0, strandLengthMm: lineMm, volumeMm3: area * lineMm, strands: 1, starts: 1 };
  const inks = { ink: { ...sums, porosity: null, geometricPorosity: null } };
  return { layers: [{ index: 0, top: height, height, strands: [strand], inks, sections: {} }], findings: [] };
}

/** The trial's line is the nominal strand of its own pressure and speed. */
function toolOf({ flowUl, speed, kPa, preflow }: Trial, loaded: LoadedTool): LoadedTool {
  const width = freeStrandDiameter(flowUl, speed);
  return { ...loaded, width, speed, pressure: kPa, preflow, coast: 0, startLag: 0, stopLag: 0, earlyS: 0, postflow: 0 };
}

function settingsOf({ kPa, flowUl, speed, preflow }: Trial): Record<string, string> {
  const text = (value: number) => digits(value, 5);
  const drive: Record<string, string> = kPa === null ? { flow: text(flowUl) } : { pressure: text(kPa) };
  return { ...drive, speed: text(speed), preflow: text(preflow) };
}

function contextOf(ask: CalibrationAsk, { tool, temperature }: LoadedTool): CalibrationContext {
  return {
    ink: ask.inkText,
    printer: ask.profile.id,
    tool: tool.id,
    nozzle: ask.nozzleText,
    nozzleLength: ask.nozzle.length ?? 12.7,
    shape: ask.nozzle.shape ?? 'straight',
    inlet: ask.nozzle.inlet ?? null,
    land: ask.nozzle.land ?? null,
    celsius: temperature ?? ask.celsius ?? null,
    lot: ask.lot ?? null,
  };
}

/** What a full table tells of the law, in a sentence; none where nothing is promised. */
function statedBy(within: WeighingDesign['within']): string[] {
  if (within === null) return [];
  const { scale, rate } = within;
  const percent = (share: number) => Math.ceil(100 * share);
  return [
    `All of them, good to 4 %, give the scale of the viscosity within ${percent(scale)} % and its rate within ${percent(rate)} %.`,
  ];
}

function rowsOf({ kind }: CalibrationAsk, trials: readonly Trial[]): TemplateRow[] {
  return trials.map(({ label, kPa, flowUl, speed, preflow, seconds }) => {
    const drive = kPa === null ? { flowUlS: flowUl } : { kPa };
    if (kind === 'flow') return templateRow({ kind, label, ...drive, seconds });
    return templateRow({ kind, label, ...drive, speedMmS: speed, ...(kind === 'lag' ? { preflowS: preflow } : {}) });
  });
}
