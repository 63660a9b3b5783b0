import { expect, test } from 'vitest';
import { driverOf } from '../../src/firmware/firmwares.ts';
import type { Reply } from '../../src/firmware/reply.ts';
import { type Expectations, judgeReply } from '../../src/send/link/judge-reply.ts';
import { readJobLines } from '../../src/send/watch/job-lines.ts';

const pausesOf = (firmware: 'marlin' | 'grbl' | 'rrf', ...lines: string[]): string[] => [
  ...readJobLines(new TextEncoder().encode(lines.join('\n')), driverOf(firmware)).pauses.values(),
];

test('at a bare pause the operator reads what the display was told just before it, in files of others too', () => {
  expect(pausesOf('marlin', ';TYPE:Custom', 'G1 X5', 'M117 Change the needle', 'M400', 'M0')).toEqual([
    'Change the needle',
  ]);
  expect(pausesOf('rrf', 'M117 "Change the needle"', 'M226')).toEqual(['Change the needle']);
  expect(pausesOf('grbl', '(MSG,Change the needle)', 'M0')).toEqual(['Change the needle']);
  // What was shown before a motion is old; the comment that says what to do comes first.
  expect(pausesOf('marlin', 'M117 Well A1', 'G1 X5', 'M0')).toEqual(['the file waits for you']);
  expect(pausesOf('marlin', '; pause: add 5 % of it', 'M117 add 5 percent of it', 'M0', 'M0')).toEqual([
    'add 5 % of it',
    'add 5 percent of it',
  ]);
  expect(pausesOf('marlin', '; pause: add', ';BIO:pause=add%20CaCl%E2%82%82%1B%5B2J', 'M117 add', 'M0')).toEqual([
    'add CaCl₂ [2J',
  ]);
});

test('a machine that has no display goes on without the text', () => {
  const none = {} as Expectations;
  const reply = (text: string): Reply => ({ kind: 'refused', text, answers: false });
  expect(judgeReply(reply('Unknown command: "M117 Well A1"'), none, 0).act).toBe('none');
  expect(judgeReply(reply('Unknown command: "M42 P4"'), none, 0).act).toBe('doubt');
});
