import type { Finding } from '../../finding/finding.ts';
import { type DialectId, dialectIds, dialectOf } from '../../firmware/dialects.ts';
import type { Profile } from '../../printer/profile.ts';

/** What a file of another program says about the machine it was written for. Offered, never acted on. */
export interface Evidence {
  /** Ids of the profiles it points to. */
  readonly printers: readonly string[];
  /** In words: the machine, or its firmware. */
  readonly points: string;
  readonly line: number;
  readonly text: string;
}

/** Slicers write their settings at either end. */
const edgeBytes = 1 << 16;

/** How slicers name firmwares: `; gcode_flavor = marlin2` (PrusaSlicer, OrcaSlicer), `;FLAVOR:Marlin` (Cura). */
const flavour = /^;\s*(?:gcode_flavor\s*=|FLAVOR:)\s*([\w .()/-]+?)\s*$/im;
/** All that the head and the end of a file say about its machine, in the order of the file. */
export function findEvidence(bytes: Uint8Array, profiles: readonly Profile[]): Evidence[] {
  const head = textOf(bytes.subarray(0, edgeBytes));
  const tail = bytes.length > edgeBytes ? textOf(bytes.subarray(Math.max(edgeBytes, bytes.length - edgeBytes))) : '';
  const found: Evidence[] = [];
  for (const { id, name, announces } of profiles) {
    for (const text of announces) {
      const at = head.search(new RegExp(`^[;( ]*${escaped(text)}\\s*\\)?$`, 'im'));
      if (at >= 0) found.push({ printers: [id], points: name, line: lineAt(head, at), text: lineOf(head, at) });
    }
  }
  const named = flavour.exec(head) ?? flavour.exec(tail);
  const dialect = named === null ? undefined : dialectIds.find((id) => dialectOf(id).flavour?.test(named[1]));
  if (named !== null && dialect !== undefined) {
    const points = dialectOf(dialect).lines.firmware;
    const printers = speakers(profiles, dialect).map(({ id }) => id);
    const line = head.includes(named[0])
      ? lineAt(head, named.index)
      : lineAt(textOf(bytes), bytes.length - tail.length + named.index);
    found.push({ printers, points: `a machine that runs ${points}`, line, text: named[0].trim() });
  }
  return found.sort((a, b) => a.line - b.line);
}

const speakers = (profiles: readonly Profile[], id: DialectId): Profile[] =>
  profiles.filter(({ dialect }) => dialect === id);

/** For files read without a printer: which reading their evidence offers, and why. */
export function evidenceFinding({ printers, points, line, text }: Evidence): Finding {
  return {
    gate: 'plan',
    code: 'printer-evidence',
    severity: 'warn',
    where: { line },
    what: `Line ${line} says "${text}": the file looks written for ${points}. It is read as plain Marlin until a printer is chosen.`,
    fix: `Read it with ${printers.map((id) => `--printer ${id}`).join(' or ')}.`,
  };
}

/** O-words and expressions of LinuxCNC (linuxcnc.org, O Codes): `o100 sub`, `X[#1 * 2]`. */
const linuxCnc =
  /^\s*o(?:\d+|<[^>]+>)\s+(?:sub|endsub|call|if|elseif|else|endif|while|endwhile|do|repeat|endrepeat|return)\b/im;

/** What a file that machines work out themselves is, in a sentence; null for plain G-code. */
export function programOfMachine(bytes: Uint8Array): string | null {
  if (!linuxCnc.test(textOf(bytes.subarray(0, edgeBytes)))) return null;
  return 'This is a LinuxCNC program: its subroutines, loops and expressions are worked out by the machine, and their motion is left out here.';
}

const textOf = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s*');

function lineAt(text: string, at: number): number {
  let line = 1;
  // The match may begin at the end of the line before.
  const start = text[at] === '\n' ? at + 1 : at;
  for (let i = text.indexOf('\n'); i >= 0 && i < start; i = text.indexOf('\n', i + 1)) line++;
  return line;
}

function lineOf(text: string, at: number): string {
  const start = text[at] === '\n' ? at + 1 : at;
  const end = text.indexOf('\n', start);
  return text.slice(start, end < 0 ? undefined : end).replace(/^[;( ]+|[) \r]+$/g, '');
}
