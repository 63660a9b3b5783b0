import { existsSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { gateBounds } from '../check/gate-bounds.ts';
import { gateTemperature } from '../check/gate-temperature.ts';
import { gateVessel } from '../check/gate-vessel.ts';
import { InputError } from '../finding/input-error.ts';
import { loadText } from '../finding/load-file.ts';
import type { Calibration } from '../ink/calibration.ts';
import { type CalibrationContext, type CalibrationRow, parseCalibrationCsv } from '../ink/calibration-csv.ts';
import { fitCalibration } from '../ink/fit-calibration.ts';
import { freeCalibrationPath } from '../ink/load-calibrations.ts';
import { loadInk } from '../ink/load-inks.ts';
import { nozzleOf } from '../ink/nozzle.ts';
import { carryOut } from '../machine/run-program.ts';
import type { CalibrationKind } from '../plan/calibration-ask.ts';
import { calibrationPrint } from '../plan/calibration-print.ts';
import { inkFolder, localDay } from '../plan/load-inputs.ts';
import { libraryFolder } from '../plan/load-library.ts';
import { readBackPlan } from '../plan/write-plan-gcode.ts';
import { loadProfile } from '../printer/load-profiles.ts';
import { sha256 } from '../record/sha256.ts';
import { exitCode } from './exit-codes.ts';
import { claimOutputs } from './files/claim-outputs.ts';
import { writeOutput } from './files/write-output.ts';
import { parseList, parseNozzle, parseNumber } from './parse-flags.ts';
import type { CommonOptions } from './run-command.ts';
import { colour, describeFindings, duration, facts, print, table } from './terminal.ts';

export interface CalibrateOptions extends CommonOptions {
  readonly ink: string;
  readonly nozzle: string;
  readonly nozzleLength: string;
  readonly printer: string;
  readonly tool?: string;
  readonly temperature?: string;
  readonly lot?: string;
  readonly at?: string;
  readonly speeds?: string;
  readonly pressures?: string;
  readonly flows?: string;
  readonly seconds: string;
  readonly output?: string;
}

export interface FitOptions extends CommonOptions {
  readonly output?: string;
  readonly date?: string;
  readonly lot?: string;
}

/** Writes the print and its table; refused like any plan when the machine cannot reach it. */
export async function runCalibrationPrint(kind: CalibrationKind, options: CalibrateOptions): Promise<number> {
  const profile = loadProfile(options.printer, libraryFolder('printers'));
  const output = options.output ?? `calibrate-${kind}.gcode`;
  const sheet = `${output.replace(/\.(gcode|gco|nc|iso)$/i, '')}.csv`;
  const { program, tools, vessel, template } = calibrationPrint({
    kind,
    inkText: isPath(options.ink) ? relative(dirname(sheet), options.ink) : options.ink,
    profile,
    ink: loadInk(options.ink, libraryFolder('inks')),
    tool: options.tool,
    nozzle: parseNozzle(options.nozzle, options.nozzleLength),
    nozzleText: options.nozzle,
    celsius: options.temperature === undefined ? undefined : parseNumber(options.temperature, '--temperature'),
    lot: options.lot,
    at: options.at === undefined ? undefined : pointOf(options.at),
    speeds: numbers(options.speeds, '--speeds'),
    pressures: numbers(options.pressures, '--pressures'),
    flows: numbers(options.flows, '--flows'),
    seconds: parseNumber(options.seconds, '--seconds', 'positive'),
  });
  const carried = carryOut(program, profile);
  const written = await readBackPlan(carried, profile);
  const findings = [
    ...(program.findings ?? []),
    ...gateBounds(program, profile, vessel),
    ...gateVessel(program, profile, vessel),
    ...gateTemperature(program, profile, tools),
    ...written.findings,
  ];
  const refused = findings.some(({ severity }) => severity === 'refuse');
  if (!refused) {
    claimOutputs(
      [
        { flag: '-o', path: output, kind: 'gcode' },
        { flag: 'the table beside -o,', path: sheet, kind: 'table' },
      ],
      [options.ink, options.printer].filter(isPath),
    );
    keepMeasurements(sheet);
    writeOutput(output, written.bytes);
    writeOutput(sheet, template);
  }
  if (options.json)
    print(JSON.stringify({ gcode: refused ? null : output, table: refused ? null : sheet, findings }, null, 2));
  else {
    if (findings.length > 0 && (refused || !options.quiet)) process.stderr.write(`${describeFindings(findings)}\n`);
    if (refused) process.stderr.write(`  ${colour.red(colour.bold('Refused'))}: nothing was written.\n`);
    else if (!options.quiet) print(nextSteps(output, sheet, carried.run.totalS));
  }
  return refused ? exitCode.refused : exitCode.ok;
}

const isPath = (ink: string): boolean => /[\\/]|\.json$/.test(ink);

/** A table that somebody filled in is worth more than the print. */
function keepMeasurements(path: string): void {
  if (!existsSync(path) || parseCalibrationCsv(loadText(path, { what: 'table' }), path).rows.length === 0) return;
  throw new InputError('calibration-table', `${path} holds measurements already; nothing was written`, {
    where: { file: path },
    fix: 'choose another output with -o',
  });
}

function nextSteps(output: string, sheet: string, timeS: number): string {
  return [
    `  ${colour.green(colour.bold('Written'))} ${output}, read back twice and equal to the plan; ${duration(timeS)} without pauses.`,
    `  Print it, fill in ${colour.bold(sheet)}, then:`,
    `    ${colour.bold(`npx bioweft calibrate fit ${sheet}`)}`,
  ].join('\n');
}

/** Fits the tables and writes the calibration; an older one is never overwritten. */
export async function runFit(tables: readonly string[], options: FitOptions): Promise<number> {
  const { context, rows, text } = readTables(tables);
  const folder = resolve(dirname(tables[0]));
  const date = options.date ?? localDay(new Date());
  if (!/^\d{4}-\d\d-\d\d$/.test(date) || Number.isNaN(Date.parse(date))) {
    throw new InputError('calibration-date', `--date ${date}: not a day`, { fix: 'write e.g. --date 2026-03-31' });
  }
  const calibration = fitCalibration({
    context: { ...context, lot: options.lot ?? context.lot },
    rows,
    ink: loadInk(isPath(context.ink) ? resolve(folder, context.ink) : context.ink, libraryFolder('inks')),
    nozzle: nozzleOf(parseNozzle(context.nozzle, String(context.nozzleLength))),
    date,
    source: await sha256(text),
  });
  const output = options.output ?? freeCalibrationPath(inkFolder(context.ink, folder), calibration);
  if (existsSync(output)) {
    throw new InputError('calibration-exists', `${output} exists; calibrations are never overwritten`, {
      where: { file: output },
      fix: 'choose another output with -o',
    });
  }
  writeOutput(output, `${JSON.stringify(calibration, null, 2)}\n`);
  if (options.json) print(JSON.stringify({ file: output, ...calibration }, null, 2));
  else if (!options.quiet)
    print(`${describe(calibration)}\n\n  ${colour.green(colour.bold('Written'))} ${output}: later plans use it.`);
  return exitCode.ok;
}

function readTables(tables: readonly string[]): { context: CalibrationContext; rows: CalibrationRow[]; text: string } {
  const texts = tables.map((path) => loadText(path, { what: 'table' }));
  const parsed = texts.map((text, i) => parseCalibrationCsv(text, tables[i]));
  const [{ context }] = parsed;
  for (const [i, other] of parsed.entries()) {
    if (JSON.stringify(other.context) === JSON.stringify(context)) continue;
    throw new InputError('calibration-mixed', `${tables[i]} was measured with something else than ${tables[0]}`, {
      where: { file: tables[i] },
      fix: 'fit tables of one ink, lot, needle, printer and temperature together, others by themselves',
    });
  }
  return { context, rows: parsed.flatMap(({ rows }) => rows), text: texts.join('\n') };
}

function describe(calibration: Calibration): string {
  const { flow, delivery, width, startLag, stopLag, measurements } = calibration;
  const rows: [string, string][] = [['ink', `${calibration.ink}, ${calibration.nozzle.label}, ${calibration.printer}`]];
  if (flow?.kind === 'power-law') rows.push(['K', `${interval(flow.K)} Pa·sⁿ`], ['n', interval(flow.n)]);
  if (flow?.kind === 'factor') rows.push(['viscosity', `${interval(flow.factor)} times that of the library`]);
  if (flow) rows.push(['pressures', `good to ± ${(100 * flow.band).toFixed(0)} %`]);
  if (delivery) rows.push(['delivery', `${interval(delivery)} of what was asked`]);
  if (width) rows.push(['width', `${interval(width)} times that of the volume`]);
  if (startLag) rows.push(['start', `flows ${interval(startLag)} s after opening: planned as preflow`]);
  if (stopLag) rows.push(['stop', `flows on ${interval(stopLag)} s after closing: set coast to speed times that`]);
  const residuals = measurements.map(({ label, measured, fitted, unit }) => [
    label,
    unit,
    String(Number(measured.toPrecision(4))),
    fitted === null ? '–' : String(Number(fitted.toPrecision(4))),
    fitted === null ? '–' : `${(100 * (measured / fitted - 1)).toFixed(1)} %`,
  ]);
  return `${facts(rows)}\n\n${table([['trial', 'unit', 'measured', 'fitted', 'off by'], ...residuals])}`;
}

function interval({ value, low, high }: { value: number; low: number | null; high: number | null }): string {
  const text = (x: number) => String(Number(x.toPrecision(4)));
  return low === null || high === null
    ? `${text(value)} (one measurement)`
    : `${text(value)} (95 %: ${text(low)} to ${text(high)})`;
}

function numbers(text: string | undefined, flag: string): number[] | undefined {
  if (text === undefined) return undefined;
  return parseList(text).map((word) => parseNumber(word, flag, 'positive'));
}

function pointOf(text: string): [number, number] {
  const [x, y, ...more] = parseList(text).map((word) => parseNumber(word, '--at'));
  if (y !== undefined && more.length === 0) return [x, y];
  throw new InputError('flag-point', `--at ${text}: not a place`, { fix: 'write e.g. --at 60,60' });
}
