import { existsSync } from 'node:fs';
import { basename, dirname, resolve, sep } from 'node:path';
import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { loadText } from '../../finding/load-file.ts';
import { digits } from '../../finding/number-words.ts';
import { calibratedInk } from '../../ink/calibration/calibrated-ink.ts';
import { type Calibration, needleInWords } from '../../ink/calibration/calibration.ts';
import {
  type CalibrationContext,
  type CalibrationRow,
  parseCalibrationCsv,
} from '../../ink/calibration/calibration-csv.ts';
import { fitCalibration } from '../../ink/calibration/fit-calibration.ts';
import { freeCalibrationPath } from '../../ink/calibration/load-calibrations.ts';
import { flowThrough } from '../../ink/flow/flow-through.ts';
import { type Nozzle, nozzleOf } from '../../ink/flow/nozzle.ts';
import type { Ink } from '../../ink/ink.ts';
import { calibrationFolder } from '../../ink/parse-calibration.ts';
import { loadCalibratedInk } from '../../plan/inks/load-calibrated-ink.ts';
import { localDay } from '../../plan/inputs/local-day.ts';
import { sha256 } from '../../record/sha256.ts';
import { exitCode } from '../exit-codes.ts';
import { writeOutput } from '../files/write-output.ts';
import { parseNozzle, parseTaper, type TaperFlags } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, facts, print, table } from '../terminal.ts';

export interface FitOptions extends CommonOptions, TaperFlags {
  readonly output?: string;
  readonly date?: string;
  readonly lot?: string;
}

/** Fits the tables and writes the calibration; an older one is never overwritten. */
export async function runFit(tables: readonly string[], options: FitOptions): Promise<number> {
  const { context, rows, text } = readTables(tables);
  const date = dayOf(options.date);
  const nozzle = nozzleOf({
    ...parseNozzle(context.nozzle, String(context.nozzleLength)),
    ...taperOf(context, options),
  });
  const lot = options.lot ?? context.lot;
  const beside = { folder: resolve(dirname(tables[0])), nozzle, printer: context.printer, today: null };
  const { library } = loadCalibratedInk({ ...beside, ink: context.ink });
  const own = isPath(context.ink) ? resolve(beside.folder, context.ink) : context.ink;
  const folder = options.output === undefined ? '.' : folderOf(options.output);
  const { ink: inForce } = loadCalibratedInk({ ...beside, ink: own, folder, ...(lot === null ? {} : { lot }) });
  const source = await sha256(text);
  const calibration = fitCalibration({
    context: { ...context, lot },
    rows,
    ink: library,
    inForce,
    nozzle,
    date,
    source,
  });
  const output = options.output ?? freeCalibrationPath('.', calibration);
  refuseOutput(output);
  const findings = doubtsOf(calibration, library, nozzle, context.shape === null && options.shape === undefined);
  writeOutput(output, `${JSON.stringify(calibration, null, 2)}\n`);
  if (options.json) print(JSON.stringify({ file: output, ...calibration, findings }, null, 2));
  else if (!options.quiet) print([describe(calibration), ...notes(findings), whoUses(output)].join('\n\n'));
  return exitCode.ok;
}

const notes = (findings: readonly Finding[]): string[] => (findings.length > 0 ? [describeFindings(findings)] : []);

const isPath = (ink: string): boolean => /[\\/]|\.json$/.test(ink);

function dayOf(date: string = localDay(new Date())): string {
  if (/^\d{4}-\d\d-\d\d$/.test(date) && !Number.isNaN(Date.parse(date))) return date;
  throw new InputError('calibration-date', `--date ${date}: not a day`, {
    fix: 'Write, for example, --date 2026-03-31.',
  });
}

/** The taper as the flags say it, else as the table does; neither may contradict the other. */
function taperOf(context: CalibrationContext, options: TaperFlags) {
  const { shape, inlet, land } = context;
  const flags = parseTaper(options);
  if (flags.shape === undefined) {
    return {
      ...(shape === null ? {} : { shape }),
      ...(inlet === null ? {} : { inlet }),
      ...(land === null ? {} : { land }),
    };
  }
  if (shape === null || shape === flags.shape) return flags;
  throw new InputError('calibration-head', `the table says "# shape: ${shape}", the flags say ${flags.shape}`, {
    fix: 'Leave the flag out, or correct the line of the table.',
  });
}

/** The folder whose jobs use a calibration: that which holds the folder calibrations. */
function folderOf(output: string): string {
  const holder = dirname(resolve(output));
  return basename(holder) === calibrationFolder ? dirname(holder) : '.';
}

function refuseOutput(output: string): void {
  if (existsSync(output)) {
    throw new InputError('calibration-exists', `${output} exists; calibrations are never overwritten`, {
      where: { file: output },
      fix: 'Choose another output with -o.',
    });
  }
  if (!resolve(output).split(sep).includes('node_modules')) return;
  throw new InputError(
    'calibration-installed',
    `${output} lies in an installed package, whose files an update replaces`,
    {
      where: { file: output },
      fix: 'Run the command in the folder of your jobs, or choose another output with -o.',
    },
  );
}

/** Further from the library than this factor of pressure an ink is hardly the one that was meant. */
const farFromLibrary = 3;

function doubtsOf(calibration: Calibration, library: Ink, nozzle: Nozzle, shapeUnsaid: boolean): Finding[] {
  const { shearRange, celsius } = calibration;
  if (shearRange === null || library.rheology === null) return [];
  const flowUl = (Math.PI / 4) * (nozzle.inner / 2) ** 3 * Math.sqrt(shearRange[0] * shearRange[1]);
  // Inks without a law were left out above.
  const at = (ink: Ink) => flowThrough({ ink, temperature: celsius, nozzle, flowUl })!.pressureKpa;
  const ratio = at(calibratedInk(library, calibration)) / at(library);
  if (ratio < farFromLibrary && ratio > 1 / farFromLibrary) return [];
  const reported =
    ratio > 1
      ? `${ratio.toPrecision(2)} times the pressure`
      : `a pressure ${(1 / ratio).toPrecision(2)} times lower than that`;
  const taper = shapeUnsaid ? ' The table does not say the shape of the needle: it was taken as straight.' : '';
  return [
    {
      gate: 'plan',
      code: 'calibration-far',
      severity: 'warn',
      where: { ink: library.id },
      what: `These weighings ask for ${reported} of the library's law through ${needleInWords(nozzle)}.${taper}`,
      fix: 'Check gauge, length and shape (--shape tapered --inlet 4.3), the pressures and the concentration of the ink.',
      numbers: { ratio },
    },
  ];
}

function whoUses(output: string): string {
  const used = basename(dirname(resolve(output))) === calibrationFolder;
  const who = used
    ? `jobs in ${folderOf(output) === '.' ? 'this folder' : folderOf(output)} use it from now on`
    : 'name it in inks.<name>.calibration of a job, or move it into calibrations/ beside the job';
  return `  ${colour.green(colour.bold('Written'))} ${output}: ${who}.`;
}

function readTables(tables: readonly string[]): { context: CalibrationContext; rows: CalibrationRow[]; text: string } {
  const texts = tables.map((path) => loadText(path, { what: 'table' }));
  const parsed = texts.map((text, i) => parseCalibrationCsv(text, tables[i]));
  const [{ context }] = parsed;
  for (const [i, other] of parsed.entries()) {
    if (JSON.stringify(other.context) === JSON.stringify(context)) continue;
    throw new InputError('calibration-mixed', `${tables[i]} was measured with something else than ${tables[0]}`, {
      where: { file: tables[i] },
      fix: 'Fit tables of one ink, lot, needle, printer and temperature together, others by themselves.',
    });
  }
  return { context, rows: parsed.flatMap(({ rows }) => rows), text: texts.join('\n') };
}

function describe(calibration: Calibration): string {
  const { flow, delivery, width, startLag, stopLag, measurements } = calibration;
  const rows: [string, string][] = [
    ['ink', `${calibration.ink}, ${needleInWords(calibration.nozzle)}, ${calibration.printer}`],
  ];
  if (flow?.kind === 'law') {
    for (const [name, each] of Object.entries(flow.parameters))
      rows.push([name, parameterText(name, interval(each), flow)]);
  }
  if (flow?.kind === 'power-law') rows.push(['K', `${interval(flow.K)} Pa·sⁿ`], ['n', interval(flow.n)]);
  if (flow?.kind === 'factor') rows.push(['viscosity', `${interval(flow.factor)} times that of the library`]);
  if (flow) rows.push(['pressures', `good to ± ${(100 * flow.band).toFixed(0)} %`]);
  if (delivery) rows.push(['delivery', `${interval(delivery)} of what was asked`]);
  if (width) rows.push(['width', `${interval(width)} times that of the volume`]);
  if (startLag) rows.push(['start', `flows ${interval(startLag)} s after opening: planned as preflow`]);
  if (stopLag) rows.push(['stop', `flows on ${interval(stopLag)} s after closing: the valve closes so much earlier`]);
  const residuals = measurements.map(({ label, measured, fitted, unit }) => [
    label,
    unit,
    digits(measured, 4),
    fitted === null ? '–' : digits(fitted, 4),
    fitted === null ? '–' : `${(100 * (measured / fitted - 1)).toFixed(1)} %`,
  ]);
  return `${facts(rows)}\n\n${table([['trial', 'unit', 'measured', 'fitted', 'off by'], ...residuals])}`;
}

function interval({ value, low, high }: { value: number; low: number | null; high: number | null }): string {
  const text = (x: number) => digits(x, 4);
  return low === null || high === null
    ? `${text(value)} (one measurement)`
    : `${text(value)} (95 %: ${text(low)} to ${text(high)})`;
}

const units: Readonly<Record<string, string>> = {
  K: 'Pa·sⁿ',
  eta: 'Pa·s',
  eta0: 'Pa·s',
  tau0: 'Pa',
  m: 's',
  lambda: 's',
};

function parameterText(name: string, value: string, { atRate }: { readonly atRate: number | null }): string {
  // The scale is only given together with its rate.
  if (name === 'scale') return `${value} times the viscosity of the library, at ${atRate!.toPrecision(3)} 1/s`;
  if (name === 'rate') return `${value} times the library's time constant`;
  return units[name] === undefined ? value : `${value} ${units[name]}`;
}
