import { beforeAll, expect, test } from 'vitest';
import { nozzleOf } from '../../src/ink/flow/nozzle.ts';
import { html } from '../../src/record/sheet/markup.ts';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { roundsOf, withoutWells } from '../../src/record/sheet/print-sheet-steps.ts';
import { scientific, toolFacts } from '../../src/record/sheet/print-sheet-tools.ts';
import type { SheetInput } from '../../src/record/sheet/sheet-input.ts';
import { planned, sheetJob } from './sheet-plan.ts';

let sheet: SheetInput;
let text: string;

beforeAll(async () => {
  ({ sheet } = await planned(sheetJob()));
  text = plainText(printSheet(sheet));
});

/** What a reader sees, on one line. */
function plainText(page: string): string {
  const body = page.slice(page.indexOf('<body'));
  return body
    .replace(/<[^>]*>/g, ' ')
    .replace(/&#39;/g, "'")
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');
}

test('tells what to load into which tool: volume, cells, needle', () => {
  const [bone, gel] = toolFacts(sheet);
  const laid = sheet.program.header.totals.deposits;
  expect(bone.neededUl).toBeCloseTo(laid['bone'].laidUl + laid['bone'].besideUl + 30, 9);
  expect(bone.loadUl).toBe(500);
  // Without a load in the job the sheet advises one with at least 10 % in reserve, and the cells for that volume.
  expect(gel.loadUl).toBeGreaterThanOrEqual(1.1 * gel.neededUl);
  expect(gel.cells).toBeCloseTo((gel.loadUl / 1000) * 3e6, 0);
  expect(text).toContain('500 µL of Alginate-methylcellulose-agarose (AMA)');
  expect(text).toContain(`suspend ${scientific(gel.cells!)} UE7T-13`);
  expect(text).toContain('25G , 12.7 mm, straight, inner 0.26 mm');
});

test('the pressure band is never narrower than what the needle alone can do', () => {
  for (const { band, expected, tool } of toolFacts(sheet)) {
    const nozzle = nozzleOf({ gauge: Number.parseInt(tool.nozzle.label, 10) });
    // Poiseuille's fourth power and the wall stress: at least three powers of the bore, whatever the law's index.
    const wide = (nozzle.inner / (nozzle.inner + nozzle.tolerance)) ** 1.2;
    const narrow = (nozzle.inner / (nozzle.inner - nozzle.tolerance)) ** 1.2;
    expect(band![0]).toBeLessThan(expected! * wide);
    expect(band![1]).toBeGreaterThan(expected! * narrow);
    expect(text).toContain(`(may need ${band!.map((kPa) => kPa.toFixed(0)).join(' to ')})`);
  }
});

test('says that the operator sets the pressure by hand, in kPa, bar and psi', () => {
  const [kPa] = toolFacts(sheet)[1].pressures;
  const [bar, psi] = [kPa / 100, kPa * 0.1450377];
  expect(text).toContain(`${kPa.toFixed(0)} kPa = ${bar.toFixed(2)} bar = ${psi.toFixed(1)} psi, set manually`);
  const byHand = toolFacts(sheet).map(({ tool, pressures }) => `${tool.tool} to ${pressures[0].toFixed(0)} kPa`);
  expect(text).toContain(`set ${byHand.join(', ')} manually`);
});

test('equal wells are one step, with its pause and its wait', () => {
  const rounds = roundsOf(sheet.program, sheet.time, false);
  expect(rounds).toHaveLength(1);
  expect(rounds[0].stretches.map(({ wells }) => wells.join())).toEqual(sheet.program.header.wells);
  expect(rounds[0].stretches[0].inks).toEqual([
    { ink: 'bone', tool: 'T0', first: 0, last: 1 },
    { ink: 'gel', tool: 'T1', first: 2, last: 3 },
  ]);
  expect(text).toContain('PAUSE: Add 100 mM calcium chloride to the well, then continue');
  expect(text).toContain('waits 60 s');
});

test('wells that print other layers are steps of their own', async () => {
  const { sheet: uneven } = await planned(sheetJob({ wells: { A2: { layerHeight: 0.2 } } }), { allow: ['flow'] });
  const rounds = roundsOf(uneven.program, uneven.time, false);
  const names = rounds.map(({ stretches }) => stretches.flatMap(({ wells }) => wells));
  expect(names.filter((wells) => wells.includes('A2'))).toEqual([['A2']]);
});

test('layer by layer over all wells is one stretch, not one for each well', async () => {
  const vessel = { plate: 'corning-24', wells: ['A1', 'A2'], order: 'layers' };
  const { sheet: layered } = await planned(sheetJob({ vessel }));
  const rounds = roundsOf(layered.program, layered.time, true);
  expect(rounds).toHaveLength(1);
  expect([...rounds[0].stretches[0].wells].sort()).toEqual(['A1', 'A2']);
});

test('a well is only replaced as a whole word', () => {
  expect(withoutWells('Add CaCl2 to A1, then continue', ['A1'])).toBe('Add CaCl2 to the well, then continue');
  expect(withoutWells('Add lot A12 to A1', ['A1'])).toBe('Add lot A12 to the well');
  expect(withoutWells('Light A1, A2 by hand', ['A1', 'A2'])).toBe('Light the well by hand');
  expect(withoutWells('as it is', ['-'])).toBe('as it is');
});

test('gates that were overridden stand in a box of their own, and nowhere else', async () => {
  const limits = { timeOnCells: 0.5 };
  const { sheet: forced } = await planned(sheetJob({ limits }), { allow: ['time'] });
  const page = printSheet(forced);
  const box = page.slice(page.indexOf('<div class="alarm">'), page.indexOf('<div class="key">'));
  expect(box).toContain('Overridden knowingly: time');
  expect(box).toContain('the limit is 0.5 min');
  expect(page.split('allowed by --allow time')).toHaveLength(2);
  expect(printSheet(sheet)).not.toContain('class="alarm"');
});

test('a plan that was refused says so first', async () => {
  const { sheet: refused } = await planned(sheetJob({ limits: { timeOnCells: 0.5 } }));
  const page = plainText(printSheet(refused));
  expect(page).toContain('Refused: do not print');
  expect(page).toContain('G-code none written');
});

test('no name in a job becomes markup, and nothing is fetched', async () => {
  const evil = `<script>alert(1)</script><img src=x onerror="x">'&`;
  const crosslink = [{ at: 'end', ionic: { agent: evil, seconds: 5 } }];
  const { sheet: hostile } = await planned(sheetJob({ name: evil, crosslink }));
  const page = printSheet(hostile);
  expect(page).not.toMatch(/<script|<img/);
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=&quot;x&quot;&gt;&#39;&amp;');
  expect(page).not.toMatch(/https?:|url\(|@import|<link|src=(?!x)/);
  expect(page).toContain("default-src 'none'");
});

test('templates escape text and keep markup', () => {
  expect(html`${'a\u0000b'}`.markup).not.toContain('\u0000');
  expect(html`<p title="${'"a"'}">${html`<b>${'<'}</b>`}${[1, '&']}${null}</p>`.markup).toBe(
    '<p title="&quot;a&quot;"><b>&lt;</b>1&amp;</p>',
  );
});

test('the same plan gives the same bytes', async () => {
  const { sheet: again } = await planned(sheetJob());
  expect(printSheet(again)).toBe(printSheet(sheet));
});

test.each([
  [4.5e6, '4.5 × 10⁶'],
  [1.23e10, '1.2 × 10¹⁰'],
  [0, '0'],
])('%d is written %s', (value, written) => {
  expect(scientific(value)).toBe(written);
});

test('light between the layers and the wait before the start are told', async () => {
  const job = sheetJob({
    printer: 'cellink-biox',
    crosslink: [{ photo: { wavelength: 405, seconds: 10 } }],
    vessel: { plate: 'corning-24', wells: ['A1'] },
  });
  const { sheet: lit } = await planned(job, { allow: ['flow', 'temperature'] });
  const reported = plainText(printSheet(lit));
  expect(reported).toMatch(/with light 4 times in between, 10 s at 405 nm/);
  expect(reported).toMatch(/then start: it first PAUSE: Wait for T0 \d+ C/);
});

test('a temperature the printer cannot set is told to the operator', async () => {
  const { inks } = sheetJob() as { inks: { gel: object } };
  const warm = { ...inks, gel: { ...inks.gel, temperature: 30 } };
  const { sheet: byHand } = await planned(sheetJob({ inks: warm, bedTemperature: 33 }), {
    allow: ['flow', 'viability'],
  });
  const reported = plainText(printSheet(byHand));
  expect(reported).toContain('30 °C (by your own means: the printer does not control it)');
  expect(reported).toContain('33 °C, by your own means: the printer does not control it');
});

test('the lot and the calibration that a plan rests on are told', async () => {
  const { inks } = sheetJob() as { inks: { gel: object } };
  const { sheet: made } = await planned(sheetJob({ inks: { ...inks, gel: { ...inks.gel, lot: 'L<7>' } } }));
  const finding = {
    gate: 'plan',
    code: 'calibration-used',
    severity: 'note',
    where: { ink: 'gel' },
    what: 'gel is planned with the calibration of 2026-03-31',
  } as const;
  const page = printSheet({ ...made, findings: [...made.findings, finding] });
  expect(page).toContain('T1 gel: lot <b>L&lt;7&gt;</b>');
  expect(plainText(page)).toContain('gel is planned with the calibration of 2026-03-31');
});
