import { loadInputs } from '../../plan/inputs/load-inputs.ts';
import { overridableGate } from '../../plan/inputs/plan-options.ts';
import { type Plan, plan } from '../../plan/plan.ts';
import { exitCode } from '../exit-codes.ts';
import { claimOutputs } from '../files/claim-outputs.ts';
import { writeOutputs } from '../files/write-output.ts';
import type { CommonOptions } from '../run-command.ts';
import { colour, describeFindings, print, startProgress } from '../terminal.ts';
import { checkPlateMap, plateMapOf, sheetOf } from './write-sheet.ts';

export interface SheetOptions extends CommonOptions {
  readonly output?: string;
  readonly plateMap?: string;
  readonly set?: readonly string[];
  readonly allow?: readonly string[];
}

export async function runSheet(file: string, options: SheetOptions): Promise<number> {
  if (options.plateMap !== undefined) checkPlateMap(options.plateMap);
  const progress = startProgress(Boolean(options.quiet || options.json));
  try {
    const input = await loadInputs({ file, sets: options.set });
    const output = options.output ?? `${file.replace(/\.(ya?ml|json)$/i, '')}.sheet.html`;
    const { plateMap } = options;
    claimOutputs(
      [
        { flag: '-o', path: output, kind: 'sheet' },
        ...(plateMap === undefined ? [] : [{ flag: '--plate-map', path: plateMap, kind: 'plateMap' } as const]),
      ],
      input.files ?? [],
    );
    const allow = options.allow?.map(overridableGate);
    const planned = await plan(input, { allow, onProgress: (stage) => progress.say(stage) });
    progress.done();
    if (planned.refusedBy.length > 0) return refused(planned, options);
    const map = plateMap === undefined ? [] : [{ path: plateMap, content: plateMapOf(plateMap, planned) }];
    writeOutputs([{ path: output, content: sheetOf(input, planned) }, ...map]);
    const gcode = planned.report.gcode?.sha256;
    if (options.json) print(JSON.stringify({ sheet: output, plateMap: options.plateMap ?? null, gcode }, null, 2));
    else if (!options.quiet)
      print(`  ${colour.green(colour.bold('Written'))} ${output}: open it in a browser and print it.`);
    return exitCode.ok;
  } finally {
    progress.done();
  }
}

function refused({ findings, refusedBy }: Plan, options: SheetOptions): number {
  const refusals = findings.filter(({ severity }) => severity === 'refuse');
  if (options.json) print(JSON.stringify({ sheet: null, refusedBy, findings: refusals }, null, 2));
  else {
    process.stderr.write(`${describeFindings(refusals)}\n`);
    process.stderr.write(`  ${colour.red(colour.bold('Refused'))} by ${refusedBy.join(', ')}: no sheet was written.\n`);
  }
  return exitCode.refused;
}
