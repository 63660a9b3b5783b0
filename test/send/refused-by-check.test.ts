import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { loadSendInputs } from '../../src/cli/send/send-inputs.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { scratchFolder } from '../cli/run-bioweft.ts';

// What `check` refuses, `send` refuses before the port is opened: both are asked about the same file.

const head = (printer: string, vessel = '') => `;BIO:plan=1 name=a printer=${printer}${vessel}`;
const refusals = (findings: readonly { severity: string; code: string }[]) =>
  findings.filter(({ severity }) => severity === 'refuse').map(({ code }) => code);

async function sent(lines: readonly string[]): Promise<string[]> {
  const file = join(scratchFolder(), 'a.gcode');
  writeFileSync(file, lines.join('\n'));
  return refusals((await loadSendInputs(file, {})).findings);
}

test.each(['marlin-syringe', 'klipper-syringe', 'e3d-toolchanger-duet', 'grbl-pneumatic', 'printess'])(
  'lines that are not understood: %s',
  async (printer) => {
    const profile = loadProfile(printer, libraryFolder('printers'));
    for (const line of ['M221 S200', 'G28 Z', 'G54.5', 'M92 E1000', 'MY_MACRO A=1', 'G1 X6,5', 'G1 X5 S100']) {
      const lines = [head(printer), 'G21', 'G90', 'G1 X5 Y5 Z5 F600', line, 'G1 X6 Y5'];
      const checked = refusals(checkGcode(new TextEncoder().encode(lines.join('\n')), { profile }).findings);
      expect(checked.length, line).toBeGreaterThan(0);
      expect(await sent(lines)).toEqual(expect.arrayContaining(checked));
    }
  },
);

test('walls of the vessel that the file names', async () => {
  const lines = (x: number) => [
    head('marlin-syringe', ' vessel=corning-24'),
    'G21',
    'G90',
    'G1 Z40 F600',
    `G1 X${x} Y60`,
    'G1 Z1',
  ];
  const codes = await Promise.all([44, 50, 56].map((x) => sent(lines(x))));
  expect(codes.flat()).toContain('needle-in-wall');
});
