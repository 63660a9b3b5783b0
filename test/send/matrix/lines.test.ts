import { expect, test } from 'vitest';
import { practiceMarlin } from '../practice-firmware.ts';
import { casesOf, deafOrLost, expectRow, expectWhole, print, type Row } from './print-with-faults.ts';

// Lines of the sender that are lost, garbled, merged or come without their front: F4 to F7, and F25.

const rows: readonly Row[] = [
  { row: 'F1 with F4', faults: ['lost-line@30', 'lost-ok:0.05'], on: ['marlin'], why: null },
  { row: 'F1 with F5', faults: ['garbled-line@30', 'lost-ok:0.05'], on: ['marlin'], why: null },
  { row: 'F1 with F6', faults: ['lost-newline@30', 'lost-ok:0.05'], on: ['marlin'], why: null },
  { row: 'F4 line lost', faults: ['lost-line@30'], on: ['marlin'], why: null },
  { row: 'F4 and F25 line lost', faults: ['lost-line@30'], on: ['rrf'], why: deafOrLost },
  { row: 'F4 line lost', faults: ['lost-line@30'], on: ['klipper', 'grbl'], why: deafOrLost, missing: 1 },
  { row: 'F5 line garbled', faults: ['garbled-line@30'], on: ['marlin'], why: null },
  { row: 'F5 and F25 line garbled', faults: ['garbled-line@30'], on: ['rrf'], why: deafOrLost },
  {
    row: 'F5 line garbled, a resend on old Marlin',
    faults: ['garbled-line:0.03'],
    on: ['marlin'],
    why: null,
    firmware: () => practiceMarlin({ old: true }),
  },
  { row: 'F5 word that no firmware has', faults: ['garbled-word@30'], on: ['marlin'], why: null },
  { row: 'F5 and F25 word that no firmware has', faults: ['garbled-word@30'], on: ['rrf'], why: deafOrLost },
  { row: 'F5 word that no firmware has', faults: ['garbled-word@30'], on: ['grbl'], why: /refused a line/, missing: 1 },
  { row: 'F5 word that no firmware has', faults: ['garbled-word@30'], on: ['klipper'], why: /never sent/, missing: 1 },
  { row: 'F6 two lines merged', faults: ['lost-newline@30'], on: ['marlin'], why: null },
  { row: 'F6 and F25 two lines merged', faults: ['lost-newline@30'], on: ['rrf'], why: deafOrLost },
  // The merged line is obeyed as its second half; that one answer is missing shows at the next marker.
  { row: 'F6 two lines merged', faults: ['lost-newline@30'], on: ['klipper'], why: deafOrLost, missing: 2 },
  {
    row: 'F6 two lines merged',
    faults: ['lost-newline@30'],
    on: ['grbl'],
    why: /refused a line: line \d+ .*error 21/,
    missing: 2,
  },
  { row: 'F7 number lost', faults: ['lost-number@30'], on: ['marlin'], why: /without its number/ },
  {
    row: 'F7 number lost, an old Marlin',
    faults: ['lost-number@30'],
    on: ['marlin'],
    why: /without its number/,
    firmware: () => practiceMarlin({ old: true }),
  },
  {
    row: 'F7 number lost, answers with numbers',
    faults: ['lost-number@30'],
    on: ['marlin'],
    why: /without its number/,
    firmware: () => practiceMarlin({ advancedOk: true }),
  },
  { row: 'F7 and F25 number lost', faults: ['lost-number@30'], on: ['rrf'], why: deafOrLost },
  { row: 'F7 front of a line lost', faults: ['fragment@30'], on: ['rrf'], why: deafOrLost },
  { row: 'F7 front of a line lost', faults: ['fragment@30'], on: ['klipper'], why: /never sent/, missing: 1 },
  {
    row: 'F7 front of a line lost',
    faults: ['fragment@30'],
    on: ['grbl'],
    why: /refused a line: line \d+ .*error 1/,
    missing: 1,
  },
];

test.concurrent.each(casesOf(rows))('$row: $id', expectRow);

test.concurrent('F7 a fragment without its number is not known: pause, and the line comes again (Marlin)', async () => {
  const run = await print('marlin', { faults: ['fragment@30'] });
  await expectWhole(run);
  expect(run.pauses).toEqual([expect.stringMatching(/Unknown command/)]);
});
