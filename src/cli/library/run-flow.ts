import { InputError } from '../../finding/input-error.ts';
import { type FlowQuestion, flowCurve, flowTable, flowTableLines } from '../../ink/flow/flow-table.ts';
import { type Nozzle, nozzleOf } from '../../ink/flow/nozzle.ts';
import { loadInk } from '../../ink/load-inks.ts';
import { loadCalibratedInk } from '../../plan/inks/load-calibrated-ink.ts';
import { libraryFolder } from '../../plan/inputs/load-library.ts';
import { localDay } from '../../plan/inputs/local-day.ts';
import { loadProfile } from '../../printer/load-profiles.ts';
import { exitCode } from '../exit-codes.ts';
import { parseNozzle, parseNumber, parseTaper, type TaperFlags } from '../parse-flags.ts';
import type { CommonOptions } from '../run-command.ts';
import { describeFindings, print, table } from '../terminal.ts';

export interface FlowOptions extends CommonOptions, TaperFlags {
  readonly ink: string;
  readonly nozzle: string;
  readonly nozzleLength: string;
  readonly speed: string;
  readonly width?: string;
  readonly height?: string;
  readonly temperature?: string;
  readonly curve?: string | true;
  readonly printer?: string;
  /** false: the law of the library, whatever was calibrated. */
  readonly calibration: boolean;
}

export function runFlow(options: FlowOptions): number {
  const nozzle = nozzleOf({ ...parseNozzle(options.nozzle, options.nozzleLength), ...parseTaper(options) });
  const { ink, findings } = inkOf(options, nozzle);
  const question: FlowQuestion = {
    ink,
    nozzle,
    speed: parseNumber(options.speed, '--speed', 'positive'),
    width: options.width === undefined ? nozzle.inner : parseNumber(options.width, '--width', 'positive'),
    height: options.height === undefined ? undefined : parseNumber(options.height, '--height', 'positive'),
    temperature: options.temperature === undefined ? undefined : celsiusOf(options.temperature),
  };
  const answer = flowTable(question);
  if (answer === null) {
    throw new InputError('ink-unmeasured', `no flow law is published for ${ink.id}: its flow cannot be computed`, {
      fix: `Measure it: bioweft calibrate flow --ink ${ink.id} --printer <id> writes the print, calibrate fit reads the weighings.`,
    });
  }
  if (findings.length > 0 && !options.json && !options.quiet) process.stderr.write(`${describeFindings(findings)}\n\n`);
  if (options.curve !== undefined) return showCurve(question, options);
  if (options.json) print(JSON.stringify({ ...answer, findings }, null, 2));
  else if (!options.quiet) print(flowTableLines(answer).join('\n'));
  return exitCode.ok;
}

/** °C; an ink that is solid or boils has no flow, whatever a law says. */
function celsiusOf(text: string): number {
  const celsius = parseNumber(text, '--temperature');
  if (celsius >= -50 && celsius <= 500) return celsius;
  throw new InputError('flag-temperature', `--temperature ${text}: no ink is printed at ${celsius} °C`, {
    fix: 'Give the temperature of the cartridge, -50 to 500 °C.',
  });
}

/** The ink as it was calibrated with this needle in this folder, where it was. */
function inkOf({ ink, printer, calibration }: FlowOptions, nozzle: Nozzle) {
  const id = printer === undefined ? null : loadProfile(printer, libraryFolder('printers')).id;
  if (!calibration) return { ink: loadInk(ink, libraryFolder('inks')), findings: [] };
  return loadCalibratedInk({ ink, folder: '.', nozzle, printer: id, today: localDay(new Date()) });
}

function showCurve(question: FlowQuestion, options: FlowOptions): number {
  // Called only where a curve is asked for.
  const asked = options.curve === true ? [25, 50, 75, 100, 150, 200, 300, 400, 600] : options.curve!.split(',');
  const points = flowCurve(
    question,
    asked.map((kPa) => parseNumber(String(kPa), '--curve', 'positive')),
  );
  if (options.json) print(JSON.stringify(points, null, 2));
  else if (!options.quiet) {
    const rows = points.map((point) => [
      String(point.pressureKpa),
      point.flowUl.toFixed(4),
      point.speed.toFixed(2),
      point.wallShearPa.toFixed(0),
      point.flowUl > 0 ? point.residenceS.toFixed(3) : '–',
      point.cells.map(({ viability }) => (100 * viability).toFixed(1)).join(' / ') || '–',
    ]);
    print(table([['kPa', 'µL/s', 'mm/s', 'wall shear Pa', 'residence s', 'viability % by cell line'], ...rows]));
  }
  return exitCode.ok;
}
