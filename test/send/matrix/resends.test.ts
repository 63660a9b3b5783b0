import { test } from 'vitest';
import type { FaultInjector } from '../../../src/send/virtual/faults.ts';
import { practiceMarlin } from '../practice-firmware.ts';
import { casesOf, expectRow, expectWhole, type Id, print, type Row } from './print-with-faults.ts';

// Requests for a line: F8, F9, F10. Of the four only Marlin asks again (RepRapFirmware has checksums and drops what
// does not fit without a word, Klipper reads over them, GRBL has none).

const on: readonly Id[] = ['marlin'];
const withoutOk = () => practiceMarlin({ resendWithoutOk: () => true });

const rows: readonly Row[] = [
  { row: 'F8 Resend without ok', faults: ['garbled-line@30', 'resend-without-ok@1'], on, why: null },
  { row: 'F8 Resend without ok, always', faults: ['garbled-line:0.03'], on, why: null, firmware: withoutOk },
  { row: 'F8 Resend twice', faults: ['garbled-line@30', 'doubled-resend@1'], on, why: null },
  { row: 'F8 Resend of the next line', faults: ['next-resend@30', 'next-resend@60'], on, why: null },
  { row: 'F8 error without Resend', faults: ['garbled-line@30', 'lost-resend@1'], on, why: null },
  {
    row: 'F8 error without Resend and ok',
    faults: ['garbled-line@30', 'lost-resend@1'],
    on,
    why: null,
    firmware: withoutOk,
  },
  { row: 'F8 Resend: 1 after a reset that nobody heard', faults: ['mute-reset@40'], on, why: /reset/ },
  { row: 'F9 storm', faults: ['storm@40'], on, why: /cable or the port is bad|gone silent|no longer answers/ },
  { row: 'F10 Resend of what was proven', faults: ['old-resend@120'], on, why: /reset/ },
];

test.concurrent.each(casesOf(rows))('$row: $id', expectRow);

test.concurrent('F8 a Resend in the words of Teacup', async () => {
  const rs = (plain: FaultInjector): FaultInjector => ({
    ...plain,
    outgoing: (line) => plain.outgoing(line).map((text) => text.replace(/^Resend: (\d+)/, 'rs N$1')),
  });
  await expectWhole(await print('marlin', { faults: ['garbled-line@30'], injector: rs }));
});
