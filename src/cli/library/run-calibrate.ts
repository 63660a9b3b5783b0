import { existsSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { gateBounds } from '../../check/gates/gate-bounds.ts';
import { gateTemperature } from '../../check/gates/gate-temperature.ts';
import { gateVessel } from '../../check/gates/gate-vessel.ts';
import { InputError } from '../../finding/input-error.ts';
import { loadText } from '../../finding/load-file.ts';
import { parseCalibrationCsv } from '../../ink/calibration/calibration-csv.ts';
import { loadInk } from '../../ink/load-inks.ts';
import { carryOut } from '../../machine/run-program.ts';
import { inGate } from '../../plan/gates.ts';
import type { CalibrationKind } from '../../plan/inks/calibration-ask.ts';
import { calibrationPrint } from '../../plan/inks/calibration-print.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { readBackPlan } from '../../plan/write-plan-gcode.ts';
import { loadProfile } from '../../printer/load-profiles.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs } from '../files/claim-outputs.ts';
import { writeOutputs } from '../files/write-output.ts';
import { parseList, parseNozzle, parseNumber, parseTaper, type TaperFlags } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, duration, print } from '../terminal.ts';

export interface CalibrateOptions extends CommonOptions, TaperFlags {
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
    nozzle: { ...parseNozzle(options.nozzle, options.nozzleLength), ...parseTaper(options) },
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
    ...program.findings,
    ...inGate('bounds', gateBounds(program, profile, vessel)),
    ...inGate('vessel', gateVessel(program, profile, vessel)),
    ...inGate('temperature', gateTemperature(program, profile, tools)),
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
    writeOutputs([
      { path: output, content: written.bytes },
      { path: sheet, content: template },
    ]);
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
    fix: 'Choose another output with -o.',
  });
}

function nextSteps(output: string, sheet: string, timeS: number): string {
  return [
    `  ${colour.green(colour.bold('Written'))} ${output}, read back twice and equal to the plan; ${duration(timeS)} without pauses.`,
    `  Print it, fill in ${colour.bold(sheet)}, then:`,
    `    ${colour.bold(`npx bioweft calibrate fit ${sheet}`)}`,
  ].join('\n');
}

function numbers(text: string | undefined, flag: string): number[] | undefined {
  if (text === undefined) return undefined;
  return parseList(text).map((word) => parseNumber(word, flag, 'positive'));
}

function pointOf(text: string): [number, number] {
  const [x, y, ...more] = parseList(text).map((word) => parseNumber(word, '--at'));
  if (y !== undefined && more.length === 0) return [x, y];
  throw new InputError('flag-point', `--at ${text}: not a place`, { fix: 'Write, for example, --at 60,60.' });
}
