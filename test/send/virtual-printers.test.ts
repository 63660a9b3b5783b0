import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FirmwareId } from '../../src/firmware/firmwares.ts';
import { loadProfile } from '../../src/printer/load-profiles.ts';
import { seededRandom } from '../../src/random/seeded-random.ts';
import { virtualFirmware } from '../../src/send/virtual/build-firmware.ts';
import { createFaultInjector, parseFault } from '../../src/send/virtual/faults.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/send/virtual/virtual-printer.ts';

// The virtual printers themselves, against what the firmwares were measured to do.

interface Talk {
  readonly printer: VirtualPrinter;
  /** Writes, and returns what the printer says to it at once. */
  say(text: string): string[];
  /** Lets this time pass, and returns what was said meanwhile. */
  pass(ms: number): string[];
}

const profile = loadProfile('klipper-syringe', resolve(import.meta.dirname, '../../printers'));

function talkTo(id: FirmwareId, faults: readonly string[] = [], firmware = virtualFirmware(id)): Talk {
  let heard: string[] = [];
  let now = 0;
  const printer = createVirtualPrinter({
    firmware,
    injector: createFaultInjector(faults.map(parseFault), seededRandom(1)),
    say: (text) => heard.push(text.trimEnd()),
  });
  const take = () => {
    const said = heard;
    heard = [];
    return said;
  };
  printer.start(now);
  take();
  return {
    printer,
    say(text) {
      printer.receive(text, now);
      return take();
    },
    pass(ms) {
      const end = now + ms;
      for (let at = printer.wake(); at !== null && at <= end; at = printer.wake()) {
        now = Math.max(now, at);
        printer.tick(now);
      }
      now = end;
      return take();
    },
  };
}

describe('GRBL', () => {
  test.each([
    ['G1 X5 F600', 'ok'],
    ['X7 Y-2.5', 'ok'],
    ['G1 X5', 'error:22'],
    ['G99', 'error:20'],
    ['$Q', 'error:3'],
    ['M8', 'ok'],
    ['0 Y3 F600', 'error:1'],
    ['G1 X5*71', 'error:1'],
    ['G1 X1.Y', 'error:2'],
    ['M42 P16 S255', 'error:20'],
    ['G1 X1 F6G1 X2 F6', 'error:21'],
    ['G1 X1 X2', 'error:25'],
    ['G1 E5', 'error:36'],
    [`G1 X${'1'.repeat(80)}`, 'error:11'],
  ])('%s: %s', (line, answer) => {
    expect(talkTo('grbl').say(`${line}\n`)).toEqual([answer]);
  });

  test('$$ and $# list what is stored, and the status tells offsets, overrides and pins in turn', () => {
    const { say } = talkTo('grbl');
    expect(say('$$\n')).toEqual(expect.arrayContaining(['$1=25', '$132=80.000', 'ok']));
    say('G1 X5 F6000\nG92 X2\n');
    expect(say('$#\n')).toEqual(expect.arrayContaining(['[G54:0.000,0.000,0.000]', '[G92:3.000,0.000,0.000]', 'ok']));
    expect(say('?')).toEqual([
      expect.stringMatching(/^<Run\|MPos:5\.000,0\.000,0\.000\|FS:6000,0\|WCO:3\.000,0\.000,0\.000>$/),
    ]);
    expect(say('?')).toEqual([expect.stringMatching(/\|Ov:100,100,100>$/)]);
    expect(talkTo('grbl', ['alarm@1']).say('M8\n?').at(-1)).toMatch(/^<Alarm\|.*Pn:X/);
  });

  test('$G tells the modes, which a reset forgets; the place stays where it stands', () => {
    const { say, pass } = talkTo('grbl');
    say('G91\nG1 X5 F480\nM8\n');
    pass(5000);
    expect(say('$G\n')[0]).toBe('[GC:G1 G54 G17 G21 G91 G94 M5 M8 T0 F480 S0]');
    say('\u0018');
    expect(say('$G\n')[0]).toBe('[GC:G0 G54 G17 G21 G90 G94 M5 M9 T0 F0 S0]');
    expect(say('?')[0]).toMatch(/^<Idle\|MPos:5\.000,0\.000,0\.000/);
  });

  test('a reset in motion loses the place: locked until $X', () => {
    const { say, pass } = talkTo('grbl');
    say('G1 X500 F60\n');
    pass(1000);
    expect(say('\u0018')).toContain('ALARM:3');
    expect(say('G1 X1\n')).toEqual(['error:9']);
    expect(say('$X\n')).toEqual(['[MSG:Caution: Unlocked]', 'ok']);
    expect(say('G1 X1 F60\n')).toEqual(['ok']);
  });
});

describe('waits', () => {
  test('homing takes 10 s, in which Klipper says nothing and Marlin that it is busy', () => {
    const klipper = talkTo('klipper');
    expect(klipper.say('G28\nM105\n')).toEqual([]);
    expect(klipper.pass(9_900)).toEqual([]);
    expect(klipper.pass(200)).toEqual(['ok', 'ok B:21.0 /0.0 T0:21.0 /0.0']);
    const marlin = talkTo('marlin');
    marlin.say('G28\n');
    expect(marlin.pass(10_100)).toEqual([...Array.from({ length: 4 }, () => 'echo:busy: processing'), 'ok']);
  });

  test('heating is told each second, and Marlin is busy besides', () => {
    const { say, pass } = talkTo('klipper');
    say('M109 T0 S25\n');
    expect(pass(4_100)).toEqual([...Array.from({ length: 3 }, () => expect.stringMatching(/T0:25\.0 \/25\.0/)), 'ok']);
    expect(talkTo('rrf').say('M109 T0 S25\n')).toEqual([]);
  });

  test('a question waits for its button, or for M876', () => {
    const { say, pass } = talkTo('marlin', ['prompt@2:60']);
    say('G1 X1\n');
    const asked = say('G1 X2\n');
    expect(asked).toContain('//action:prompt_button Continue');
    expect(pass(2_100)).toContain('echo:busy: paused for user');
    say('M876 S0\n');
    expect(pass(1)).toEqual([]);
    expect(say('G1 X3\n')).toContain('ok');
  });
});

test.each(['marlin', 'klipper', 'rrf', 'grbl'] as const)(
  '%s after a power-up has forgotten its place and targets',
  (id) => {
    const { printer, say, pass } = talkTo(id);
    say('M104 S37\nG1 X5 F6000\n');
    pass(5000);
    printer.start(6000);
    const [first] = say(id === 'grbl' ? '?' : 'M105\n').slice(-1);
    expect(first).toMatch(id === 'grbl' ? /MPos:0\.000/ : /T0?:\S+ \/0\.0/);
  },
);

describe('Marlin as it was built', () => {
  test('tools it has shift the place by their offset; others are refused with an ok behind it', () => {
    const { say } = talkTo('marlin');
    expect(say('T5\n')).toEqual(['echo:T5 Invalid extruder', 'ok']);
    expect(say('G1 X10 Y5 F6000\nT1\nM114\n').at(-2)).toMatch(/^X:30\.00 Y:5\.00 Z:0\.00 E:0\.00 Count X:0/);
    expect(say('T0\nM114\n').at(-2)).toMatch(/^X:10\.00 /);
  });

  test('cold and too long extrusions move without their ink, until M302 allows them', () => {
    const { printer, say } = talkTo('marlin');
    expect(say('G1 X10 E1 F600\n')).toEqual(['echo: cold extrusion prevented', 'ok']);
    expect(printer.events.at(-1)).toMatchObject({ kind: 'move', x: 10, e: 0 });
    say('M302 P1\n');
    expect(say('G1 X20 E1 F600\n')).toEqual(['ok']);
    expect(printer.events.at(-1)).toMatchObject({ x: 20, e: 1 });
    expect(say('G1 X30 E300 F600\n')).toEqual(['echo: too long extrusion prevented', 'ok']);
  });

  test('a target above what it was built for is cut without a word', () => {
    const { say } = talkTo('marlin');
    expect(say('M104 S400\n')).toEqual(['ok']);
    expect(say('M105\n')[0]).toMatch(/\/260\.00 /);
  });

  test('busy is said while a move waits for room, before any M400', () => {
    const { say, pass } = talkTo('marlin');
    for (let i = 0; i < 20; i++) say(`G1 X${i % 2 ? 10 : 60} F600\n`);
    expect(pass(4100)).toEqual(['echo:busy: processing', 'echo:busy: processing']);
  });

  test('without emergency parser M112 waits for its turn, and says nothing of the power', () => {
    const { say, pass } = talkTo('marlin', [], virtualFirmware('marlin', null, false));
    expect(say('G4 P5000\nM112\n')).toEqual([]);
    expect(pass(5100)).toEqual([
      'echo:busy: processing',
      'echo:busy: processing',
      'ok',
      'Error:Printer halted. kill() called!',
    ]);
    expect(talkTo('marlin').say('M112\n')).toEqual(['Error:Printer halted. kill() called!']);
  });
});

describe('Klipper', () => {
  const state = 'Klipper state';

  test('what is not homed does not move; SET_KINEMATIC_POSITION and G28 make it known', () => {
    const { say, pass } = talkTo('klipper');
    expect(say('G1 X10 F600\n')).toEqual(['!! Must home axis first: 0.000 0.000 0.000 [0.000]', 'ok']);
    expect(say('M114\n')).toEqual(['X:0.000 Y:0.000 Z:0.000 E:0.000', 'ok']);
    say('G28 X\n');
    pass(11_000);
    expect(say('G1 X10 F6000\n')).toEqual(['ok']);
    expect(say('G1 Y10\n')[0]).toMatch(/^!! Must home axis first/);
    say('SET_KINEMATIC_POSITION X=1 Y=2 Z=3\n');
    expect(say('G1 Y10\n')).toEqual(['ok']);
  });

  test.each([
    ['FOO', '// Unknown command:"FOO"'],
    ['M9999', '// Unknown command:"M9999"'],
    ['G28.5', '// Unknown command:"G28.5"'],
    ['G20', '!! Machine does not support G20 (inches) command'],
    ['M104 S400', '!! Requested temperature (400.0) out of range (0.0:250.0)'],
    ["G1 X100 E0.0005'921", "!! Unable to parse move 'G1 X100 E0.0005'921'"],
  ])('%s: %s', (line, answer) => {
    expect(talkTo('klipper').say(`${line}\n`)).toEqual([answer, 'ok']);
  });

  test('its state; the reason of a shutdown comes with the next command only', () => {
    const { say } = talkTo('klipper', ['alarm@1']);
    expect(say('STATUS\n')).toEqual([`// ${state}: Ready`, 'ok']);
    expect(say('G4 P10\n')).toEqual([`// ${state}: Shutdown`]);
    expect(say('M105\n')).toEqual(['ok T:0']);
    const reported = say('STATUS\n');
    expect(reported).toContain(`// ${state}: Not ready`);
    expect(reported.slice(-2)).toEqual(["!! MCU 'mcu' shutdown: Timer too close", 'ok']);
  });

  test('moves are taken two seconds ahead, and not the whole file', () => {
    const { say, pass } = talkTo('klipper', [], virtualFirmware('klipper', profile));
    const taken = say(Array.from({ length: 10 }, (_, i) => `G1 X${i % 2 ? 10 : 60} F600\n`).join(''));
    expect(taken).toEqual(['ok']);
    // The first move lasts 6 s, the others 5 s.
    expect(pass(3900)).toEqual([]);
    expect(pass(300)).toEqual(['ok']);
    expect(pass(4600)).toEqual([]);
    expect(pass(400)).toEqual(['ok']);
  });
});

test('RepRapFirmware moves no axis whose place is not known', () => {
  const { say } = talkTo('rrf');
  expect(say('G1 X5 F600\n')).toEqual(['Error: G0/G1: insufficient axes homed', 'ok']);
  expect(say('G92 X0 Y0 Z0\nG1 X5 F600\n')).toEqual(['ok', 'ok']);
});
