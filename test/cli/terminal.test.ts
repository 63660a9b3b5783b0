import { describe, expect, test } from 'vitest';
import { facts, forTerminal, table } from '../../src/cli/terminal.ts';
import { forEyes } from '../../src/finding/for-eyes.ts';

// Words of files, jobs and printers on a terminal: they neither steer it nor colour, hide or misplace anything there.

const red = (text: string) => `\u001b[31m${text}\u001b[39m`;

describe('words of somebody else', () => {
  test('in cells and values keep no colour, whether colours are shown or not', () => {
    const rows = [
      ['part', 'mm³'],
      [red('bone'), '12'],
      ['\u001b[8mhidden\u001b[28m\u001b[2J', '\u001b[32m3\u001b[39m'],
    ];
    const lines = table(rows).split('\n').slice(1);
    expect(lines).toEqual(['  bone            12', '  hidden [2J    3'].map(aligned));
    expect(facts([['name', red('bone\u0007')]])).toContain('bone ');
    expect(facts([['name', red('bone')]])).not.toContain('\u001b[31m');
    expect(forEyes(`${red('bone')}\u001b]0;title\u0007`)).toBe('bone ]0;title');
  });

  test('keep the colours of the commands alone, and those only where colours are shown', () => {
    const text = `${red('refused')} \u001b[8mhidden\u001b[41m on red\u001b[0m \u001b[1;31mbold\n\tnext\u0007`;
    expect(forTerminal(text, true)).toBe(`${red('refused')} hidden on red bold\n\tnext `);
    expect(forTerminal(text, false)).toBe('refused hidden on red bold\n\tnext ');
  });
});

/** A column of numbers stands to the right. */
function aligned(line: string): string {
  const [, word, number] = /^ {2}(.*\S)\s+(\S+)$/.exec(line)!;
  return `  ${word.padEnd('hidden [2J'.length)}  ${number.padStart(3)}`;
}
