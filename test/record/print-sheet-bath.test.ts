import { expect, test } from 'vitest';
import { printSheet } from '../../src/record/sheet/print-sheet.ts';
import { planned, sheetJob } from './sheet-plan.ts';

const plain = (page: string) =>
  page
    .slice(page.indexOf('<body'))
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ');

const inBath = (material: string, more: object = {}) =>
  planned(
    sheetJob({
      printer: 'marlin-syringe',
      vessel: { dish: 'petri-60' },
      bath: { material, depth: 6, entrySpeed: 2 },
      inks: { bone: { ink: 'ama', nozzle: { gauge: 22 } }, gel: { ink: 'collagen-i', nozzle: { gauge: 25 } } },
      ...more,
    }),
    { allow: ['temperature', 'flow'] },
  );

test('fill, speeds, gel times and release of a bath, with their source; what is not known is unknown', async () => {
  const { sheet, plan } = await inBath('gelatin-microparticles');
  const text = plain(printSheet(sheet));
  const fill = plan.findings.find(({ code }) => code === 'bath-fill')!.numbers!;
  expect(text).toContain(`${Number(fill['fillMl'].toPrecision(3))} mL into the vessel, to 6 mm above its floor`);
  expect(text).toContain('Keep it at 4 to 25 °C while it prints.');
  expect(text).toMatch(/Needles go in at 2 mm\/s and come out at \d+ mm\/s\./);
  expect(text).toMatch(/Gel time of bone \(.*\): unknown\./);
  expect(text).toMatch(
    /Gel time of gel \(Collagen I\): leave it in the bath for 45 min at 37 °C \(Brunel.*10\.1002\/adhm\.202303325/,
  );
  expect(text).toMatch(/Release: 37 °C: Warm it until the bath has melted; .* \(Brunel/);
});

test('a bath whose release is not known says so, and a job without a bath says nothing', async () => {
  expect(plain(printSheet((await inBath('nist-support')).sheet))).toContain(
    'Release: unknown for Yield-stress support bath',
  );
  const { sheet } = await planned(sheetJob());
  expect(plain(printSheet(sheet))).not.toContain('Release:');
});
