import pc from 'picocolors';
import { byGravity, type Finding, type Severity } from '../finding/finding.ts';
import { forEyes, withoutControls } from '../finding/for-eyes.ts';
import { whereWords } from '../finding/where-words.ts';

/** What the commands print: results on stdout, progress and complaints on stderr; colours respect NO_COLOR. */

export const colour = pc;

const marks: Readonly<Record<Severity, string>> = {
  refuse: pc.red('✗ refused'),
  warn: pc.yellow('! warning'),
  note: pc.dim('· note   '),
};

/** Codes of the colours and weights that the commands use. */
const own = new Set(['1', '2', '22', '31', '32', '33', '39'].map((code) => `\u001b[${code}m`));

/**
 * Text with words of somebody else: of control characters it keeps line ends, tabs and, where colours are shown, those of
 * the commands; nothing that moves or hides.
 */
export function forTerminal(text: string, coloured = pc.isColorSupported): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what stays
  return text.replace(/\u001b\[[\d;]*m|[^\P{Cc}\n\t]/gu, (found) =>
    found.length === 1 ? ' ' : coloured && own.has(found) ? found : '',
  );
}

/** Rows as aligned columns; the first row is the heading. Columns of numbers align right. */
export function table(given: readonly (readonly string[])[], indent = '  '): string {
  // A cell is one line.
  const rows = given.map((row) => row.map(withoutControls));
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  const numeric = rows[0].map((_, column) => rows.slice(1).every((row) => /^[-–\d.,\s]*%?$/.test(row[column] ?? '')));
  return rows
    .map((row, index) => {
      const cells = row.map((cell, column) => {
        const gap = ' '.repeat(widths[column] - width(cell));
        return numeric[column] ? gap + cell : cell + gap;
      });
      const line = (indent + cells.join('  ')).trimEnd();
      return index === 0 ? pc.dim(line) : line;
    })
    .join('\n');
}

/** Names and values, aligned. */
export function facts(rows: readonly (readonly [string, string])[]): string {
  const widest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${pc.dim(name.padEnd(widest))}  ${withoutControls(value)}`).join('\n');
}

/** The first `columns` characters that take room on the screen; colours stay whole. */
export function clip(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let room = Math.max(columns - 1, 0);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes take no room on the screen
  const pieces = text.match(/\u001b\[[\d;]*m|./gsu) ?? [];
  return `${pieces.filter((piece) => piece.length > 2 || room-- > 0).join('')}…`;
}

function width(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes take no room on the screen
  return text.replace(/\u001b\[[\d;]*m/g, '').length;
}

/** Where a finding points, in words, but for the line that it says itself. */
export function placeOf({ where, what }: Pick<Finding, 'where' | 'what'>): string {
  const saysLine = where.file === undefined && /\bline \d/i.test(what);
  return whereWords(saysLine ? { ...where, line: undefined } : where);
}

/** Findings for a person, refusals first. */
export function describeFindings(findings: readonly Finding[]): string {
  return [...findings]
    .sort(byGravity)
    .map((finding) => {
      const place = forEyes(placeOf(finding));
      const head = `  ${marks[finding.severity]} ${pc.bold(forEyes(finding.gate))}${place ? pc.dim(` (${place})`) : ''}: ${forEyes(finding.what)}`;
      const remedy = finding.fix ? `\n      ${pc.dim('→')} ${forEyes(finding.fix)}` : '';
      const source = finding.source ? `\n      ${pc.dim(`limit from: ${forEyes(finding.source)}`)}` : '';
      return head + remedy + source;
    })
    .join('\n');
}

/** 3725 → `1 h 02 min`, 95 → `1 min 35 s`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${Math.floor(whole / 3600)} h ${String(Math.round((whole % 3600) / 60)).padStart(2, '0')} min`;
}

/** A result, on stdout. */
export function print(text: string): void {
  process.stdout.write(`${forTerminal(text)}\n`);
}

/** Progress on one line of stderr, only where a person watches. */
export function startProgress(quiet: boolean): { say(text: string): void; done(): void } {
  const shown = !quiet && process.stderr.isTTY && !process.env['CI'];
  return {
    say: (text) => {
      if (shown) process.stderr.write(`\r\u001b[K${pc.dim(text)}`);
    },
    done: () => {
      if (shown) process.stderr.write('\r\u001b[K');
    },
  };
}
