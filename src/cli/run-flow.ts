import { InputError } from '../finding/input-error.ts';
import { type FlowQuestion, flowCurve, flowTable, flowTableLines } from '../ink/flow-table.ts';
import { loadInk } from '../ink/load-inks.ts';
import { nozzleOf } from '../ink/nozzle.ts';
import { libraryFolder } from '../plan/load-library.ts';
import { exitCode } from './exit-codes.ts';
import { parseNozzle, parseNumber } from './parse-flags.ts';
import type { CommonOptions } from './run-command.ts';
import { print, table } from './terminal.ts';

export interface FlowOptions extends CommonOptions {
  readonly ink: string;
  readonly nozzle: string;
  readonly nozzleLength: string;
  readonly speed: string;
  readonly width?: string;
  readonly height?: string;
  readonly temperature?: string;
  readonly curve?: string | true;
}

export function runFlow(options: FlowOptions): number {
  const ink = loadInk(options.ink, libraryFolder('inks'));
  const nozzle = nozzleOf(parseNozzle(options.nozzle, options.nozzleLength));
  const question: FlowQuestion = {
    ink,
    nozzle,
    speed: parseNumber(options.speed, '--speed', 'positive'),
    width: options.width === undefined ? nozzle.inner : parseNumber(options.width, '--width', 'positive'),
    height: options.height === undefined ? undefined : parseNumber(options.height, '--height', 'positive'),
    temperature: options.temperature === undefined ? undefined : parseNumber(options.temperature, '--temperature'),
  };
  const answer = flowTable(question);
  if (answer === null) {
    throw new InputError(
      'ink-unmeasured',
      `nobody has published a flow law for ${ink.id}: its flow cannot be computed`,
      {
        fix: `measure it: bioweft calibrate flow --ink ${ink.id} --printer <id> writes the print, calibrate fit reads the weighings`,
      },
    );
  }
  if (options.curve !== undefined) return showCurve(question, options);
  if (options.json) print(JSON.stringify(answer, null, 2));
  else if (!options.quiet) print(flowTableLines(answer).join('\n'));
  return exitCode.ok;
}

function showCurve(question: FlowQuestion, options: FlowOptions): number {
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
