import { describe, expect, test } from 'vitest';
import { createMischief, parseFault, seededRandom } from '../../src/send/virtual/faults.ts';
import type { Firmware } from '../../src/send/virtual/firmware.ts';
import { firmwareOf } from '../../src/send/virtual/firmware-of.ts';
import { createVirtualPrinter, type VirtualPrinter } from '../../src/send/virtual/virtual-printer.ts';

// The virtual printers themselves, against what the firmwares were measured to do.

interface Talk {
  readonly printer: VirtualPrinter;
  /** Writes, and returns what the printer says to it at once. */
  say(text: string): string[];
  /** Lets this time pass, and returns what was said meanwhile. */
  pass(ms: number): string[];
}

function talkTo(id: Firmware['id'], faults: readonly string[] = []): Talk {
  let heard: string[] = [];
  let now = 0;
  const printer = createVirtualPrinter({
    firmware: firmwareOf(id),
    mischief: createMischief(faults.map(parseFault), seededRandom(1)),
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
    expect(klipper.pass(200)).toEqual(['ok', expect.stringMatching(/^ok T:/)]);
    const marlin = talkTo('marlin');
    marlin.say('G28\n');
    expect(marlin.pass(10_100)).toEqual([...Array.from({ length: 4 }, () => 'echo:busy: processing'), 'ok']);
  });

  test('heating is told each second, and Marlin is busy besides', () => {
    const { say, pass } = talkTo('klipper');
    say('M109 T0 S25\n');
    expect(pass(4_100)).toEqual([
      ...Array.from({ length: 3 }, () => expect.stringMatching(/^T:25\.00 \/25\.00/)),
      'ok',
    ]);
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
    expect(first).toMatch(id === 'grbl' ? /MPos:0\.000/ : /T:\S+ \/0\.00/);
  },
);

test('Marlin knows eight tools', () => {
  expect(talkTo('marlin').say('T7\n')).toEqual(['ok']);
  expect(talkTo('marlin').say('T9\n')).toEqual(['echo:T9 Invalid extruder', 'ok']);
});
