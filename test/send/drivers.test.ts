import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checksum } from '../../src/firmware/driver.ts';
import { driverOf, type FirmwareId, firmwareIds, firmwareNamed } from '../../src/firmware/firmwares.ts';
import { createLineSplitter } from '../../src/send/link/line-splitter.ts';
import { cleanLine } from '../../src/send/watch/clean-line.ts';
import { runs } from '../proving.ts';

// Lines as the firmwares themselves said them (docs/sending.md), and what must be read from them.

const marlinLines: [line: string, reply: object][] = [
  ['ok', { kind: 'ok', marker: false }],
  ['ok N12 P15 B3', { kind: 'ok', n: 12, marker: false }],
  ['ok P15 B4', { kind: 'ok', marker: false }],
  ['ok T:21.00 /37.00 B:4.10 /4.00 @:0', { kind: 'ok', marker: true }],
  ['okok', { kind: 'info' }],
  ['8 P15 B3', { kind: 'info' }],
  ['ok B:4.10 /4.00 @:0', { kind: 'ok', marker: true }],
  ['Error:No thermistors - no temperature', { kind: 'ok', marker: true }],
  ['k', { kind: 'info' }],
  ['Resend: 45', { kind: 'resend', n: 45 }],
  ['Resend:45', { kind: 'resend', n: 45 }],
  ['rs N45', { kind: 'resend', n: 45 }],
  ['rs 45 expected', { kind: 'resend', n: 45 }],
  ['Error:checksum mismatch, Last Line: 44', { kind: 'lineError' }],
  ['Error:Line Number is not Last Line Number+1, Last Line: 44', { kind: 'lineError' }],
  ['Error:No Checksum with line number, Last Line: 44', { kind: 'lineError' }],
  ['Error:Printer halted. kill() called!', { kind: 'halted' }],
  ['Error:MAXTEMP triggered, system stopped! Heater_ID: 0', { kind: 'halted' }],
  ['echo:busy: processing', { kind: 'busy', text: 'processing' }],
  ['echo:busy: paused for user', { kind: 'busy', text: 'paused for user' }],
  ['wait', { kind: 'wait' }],
  ['start', { kind: 'reset' }],
  ['echo:start of the print', { kind: 'info' }],
  ['echo: cold extrusion prevented', { kind: 'refused', answers: false }],
  ['echo:T5 Invalid extruder', { kind: 'refused' }],
  ['echo:Unknown command: "M773 P20"', { kind: 'refused' }],
  [' T:22.9 /37.0 B:20.1 /0.0 @:0 B@:0', { kind: 'temperatures' }],
  ['T:22.9 E:0 W:?', { kind: 'temperatures' }],
  ['//action:pause', { kind: 'action', action: 'pause' }],
  ['//action:notification door open', { kind: 'action', action: 'notification', text: 'door open' }],
  [
    'FIRMWARE_NAME:Marlin 2.1.2.1 (Jan 1 2023) SOURCE_CODE_URL:github',
    { kind: 'firmware', name: 'Marlin 2.1.2.1 (Jan 1 2023)' },
  ],
  ['Cap:EMERGENCY_PARSER:1', { kind: 'capability', name: 'EMERGENCY_PARSER', on: true }],
  ['X:1.00 Y:2.00 Z:3.00 E:0.00 Count X:80 Y:160 Z:1200', { kind: 'position', x: 1, y: 2, z: 3 }],
  ['\u00fe~\u00e0x', { kind: 'info' }],
];

const others: [FirmwareId, string, object][] = [
  ['cellink', ',PH0T:19.37', { kind: 'temperatures', temperatures: [{ of: 'PH0T', celsius: 19.37, target: null }] }],
  ['cellink', ',XPOS:1,YPOS:2,ZPOS:3', { kind: 'info' }],
  // Tools without heaters are left out (Duet3D/RepRapFirmware, ReportToolTemperatures).
  ['rrf', 'ok B:36.9 /37.0', { kind: 'ok', marker: true }],
  ['rrf', 'Error: G0/G1: insufficient axes homed', { kind: 'refused' }],
  ['rrf', 'Emergency Stop! Reset the controller to continue.', { kind: 'halted' }],
  ['klipper', '!! Move out of range: 999.000 0.000 0.000 [0.000]', { kind: 'refused', answers: false }],
  ['klipper', '// Unknown command:"M773"', { kind: 'refused' }],
  ['klipper', '// Klipper state: Shutdown', { kind: 'halted' }],
  ['klipper', '// action:paused', { kind: 'action', action: 'paused' }],
  ['klipper', 'ok B:0.0 /0.0 T0:21.0 /0.0', { kind: 'ok', marker: true }],
  ['klipper', 'ok FIRMWARE_NAME:Klipper FIRMWARE_VERSION:v0.12', { kind: 'ok', marker: false }],
  ['grbl', 'error:20', { kind: 'refused', answers: true, text: 'error 20: the G-code command is not supported' }],
  ['grbl', 'ALARM:1', { kind: 'halted' }],
  ['grbl', "Grbl 1.1h ['$' for help]", { kind: 'reset' }],
  ['grbl', '<Hold:0|MPos:1.000,2.000,3.000|FS:0,0>', { kind: 'status', state: 'Hold:0' }],
  ['grbl', '[GC:G0 G54 G17 G21 G90 G94 M5 M9 T0 F0 S0]', { kind: 'markerText' }],
  ['grbl', '[VER:1.1h.20190825:]', { kind: 'firmware' }],
];

describe('what firmwares say', () => {
  test.each(marlinLines)('marlin: %s', (line, reply) => {
    expect(driverOf('marlin').classify(line)).toMatchObject(reply);
  });

  test.each(others)('%s: %s', (id, line, reply) => {
    expect(driverOf(id).classify(line)).toMatchObject(reply);
  });

  test('any bytes are classified without an error', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.constantFrom(...firmwareIds), (line, id) => {
        expect(driverOf(id).classify(line).kind).toBeTruthy();
      }),
      runs(1, 500),
    );
  });

  test('firmware names', () => {
    expect(firmwareNamed('Marlin 2.1.2.1')).toBe('marlin');
    expect(firmwareNamed('RepRapFirmware for Duet 3')).toBe('rrf');
    expect(firmwareNamed('Grbl 1.1h.20190825:')).toBe('grbl');
    expect(firmwareNamed('Klipper FIRMWARE_VERSION:v0.12')).toBe('klipper');
    expect(firmwareNamed('Smoothieware')).toBeNull();
  });
});

test('frames carry the number and the exclusive or of all bytes before the star', () => {
  // N3 T0*57 is the example of the RepRap wiki.
  expect(driverOf('marlin').frame('T0', 3)).toBe('N3 T0*57');
  expect(checksum('N3 T0')).toBe(57);
  expect(driverOf('klipper').frame('T0', 3)).toBe('T0');
});

describe('lines of a file', () => {
  const marlin = driverOf('marlin');
  test.each([
    ['G1 X5 ; a comment', { kind: 'command', text: 'G1 X5' }],
    ['  g1  x5\ty6 ', { kind: 'command', text: 'G1 X5 Y6' }],
    ['N12 G1 X5*71', { kind: 'command', text: 'G1 X5' }],
    ['G1 X5 (to the left) Y3', { kind: 'command', text: 'G1 X5 Y3' }],
    ['M117 Well a1 (1 of 3)', { kind: 'command', text: 'M117 Well a1 (1 of 3)' }],
    ['; only this', { kind: 'empty' }],
    ['   ', { kind: 'empty' }],
    ['M0 S5 Add calcium', { kind: 'pause', message: 'Add calcium' }],
    ['M600', { kind: 'pause', message: '' }],
    ['M112', { kind: 'refused' }],
    ['M500', { kind: 'refused' }],
    ['M999', { kind: 'refused' }],
    ['M110 N0', { kind: 'refused' }],
    ['M117 37 \u00b0C', { kind: 'refused', why: expect.stringMatching(/byte 176/) }],
    [`M117 ${'x'.repeat(90)}`, { kind: 'refused', why: expect.stringMatching(/characters long/) }],
    ['G1 X5\u0000', { kind: 'refused' }],
  ])('%s', (raw, clean) => {
    expect(cleanLine(raw, marlin)).toMatchObject(clean);
  });

  test('names of Klipper keep their letters; GRBL gets no byte on which it acts at once', () => {
    expect(cleanLine('SET_PIN PIN=valve1 VALUE=1', driverOf('klipper'))).toEqual({
      kind: 'command',
      text: 'SET_PIN PIN=valve1 VALUE=1',
    });
    for (const text of ['G1 X5!', 'G1 ? X5', 'G1 ~X5'])
      expect(cleanLine(text, driverOf('grbl'))).toMatchObject({ kind: 'refused' });
    expect(cleanLine('$100=250', driverOf('grbl'))).toMatchObject({ kind: 'refused' });
  });

  test('whatever is sent is short, plain ASCII, and unchanged by a second cleaning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), fc.constantFrom(...firmwareIds), (raw, id) => {
        const driver = driverOf(id);
        const clean = cleanLine(raw, driver);
        if (clean.kind !== 'command') return;
        expect(clean.text).toMatch(/^[\x20-\x7e]+$/);
        expect(driver.frame(clean.text, 99_999_999).length).toBeLessThan(driver.lineLimit);
        const again = cleanLine(clean.text, driver);
        expect(again.kind === 'command' ? again.text : clean.text).toBe(clean.text);
      }),
      runs(2, 1000),
    );
  });
});

test('lines come whole whatever the pieces they arrive in, and garbage without end is cut', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 12 }), { maxLength: 20 }),
      (pieces) => {
        const lines: string[] = [];
        const feed = createLineSplitter((line) => lines.push(line));
        const text = `${pieces.join('\r\n')}\n`;
        for (const character of text) feed(character);
        expect(lines).toEqual(pieces.filter((piece) => piece.trim() !== ''));
      },
    ),
    runs(3, 200),
  );
  let longest = 0;
  const feed = createLineSplitter((line) => {
    longest = Math.max(longest, line.length);
  });
  for (let i = 0; i < 1000; i++) feed('\u00ff'.repeat(1000));
  expect(longest).toBeLessThan(6000);
});
