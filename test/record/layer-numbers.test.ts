import { expect, test } from 'vitest';
import { describeFindings } from '../../src/cli/terminal.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { parseJob } from '../../src/job/parse-job.ts';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { layerWords } from '../../viewer/data/find/words.ts';
import { planJob } from '../plan/plan-job.ts';
import { printOf } from '../viewer/print-of.ts';
import { planned, sheetJob } from './sheet-plan.ts';

// One layer has one number wherever a person meets it: the lowest is 1. JSON and G-code count from 0.

test('command line, sheet and viewer call the lowest layer 1', async () => {
  const { sheet } = await planned(sheetJob());
  const page = printSheet(sheet);
  expect(page).toMatch(/\) layers 1–2\b/);
  expect(page).toMatch(/\) layers 3–4\b/);
  expect(page).not.toMatch(/layers? 0(?![.\d])/);
  const line = describeFindings([
    { gate: 'overhang', code: 'strand-without-support', severity: 'warn', where: { layer: 0 }, what: 'It hangs.' },
  ]);
  expect(line).toContain('(layer 1)');
  const file =
    'G21\nG90\nM83\n;LAYER_CHANGE\n;Z:0.2\nG1 Z0.2 F600\nG1 X5 E1 F300\n;LAYER_CHANGE\n;Z:0.4\nG1 Z0.4\nG1 X9 E1\n';
  const shown = printOf(file);
  expect(layerWords(shown, 0)).toMatch(/^Layer 1 of 2,/);
});

const job = (beforeLayer: number) => ({
  printer: 'marlin-syringe',
  inks: { gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 25, length: 25 }, width: 0.26 } },
  parts: [{ shape: 'disc', diameter: 2, height: 0.6, ink: 'gel', laydown: { spacing: 0.6 } }],
  layers: { height: 0.2 },
  pauses: [{ beforeLayer, message: 'Insert the mesh' }],
});

test.each([1, 2, 3])('a pause before layer %i stands before that layer in the program', async (number) => {
  const { program } = await planJob(job(number), {}, { allow: ['flow', 'vessel'] });
  const kinds = [...program.steps].filter(({ kind }) => kind === 'pause' || kind === 'layer').map(({ kind }) => kind);
  expect(kinds.indexOf('pause')).toBe(number - 1);
});

test('a pause before layer 0 is refused with the reason, one above the last with the layers there are', async () => {
  const text = (number: number) => JSON.stringify(job(number));
  expect(() => parseJob(text(0), 'job.yaml')).toThrow(/layers count from 1: the lowest is 1/);
  await expect(planJob(job(4), {})).rejects.toThrow(InputError);
  await expect(planJob(job(4), {})).rejects.toThrow(/There is no layer 4: the layers are 1 to 3/);
});
