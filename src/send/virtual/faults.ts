import { InputError } from '../../finding/input-error.ts';
import { suggest } from '../../finding/nearest.ts';

/** What happens to the printer itself, and not to its cable. */
const befalls = [
  'reset',
  'mute-reset',
  'alarm',
  'busy',
  'silent',
  'dead',
  'unplug',
  'refuse',
  'clamp',
  'drift',
  'pause',
  'cancel',
  'prompt',
] as const;

/** Faults that a virtual printer or its cable commits on demand: `lost-ok:0.01`, `reset@200`, `busy@100:60`. */
const faultNames = [
  'lost-ok',
  'garbled-ok',
  'merged-ok',
  'doubled-ok',
  'noise',
  'split',
  'lost-resend',
  'resend-without-ok',
  'doubled-resend',
  'next-resend',
  'old-resend',
  'lost-line',
  'garbled-line',
  'lost-newline',
  'fragment',
  'lost-number',
  'garbled-word',
  'storm',
  ...befalls,
] as const;
export type FaultName = (typeof faultNames)[number];

export interface Fault {
  readonly name: FaultName;
  /** For each line or answer it may touch. */
  readonly probability: number;
  /** Number of the command at which it happens once; null: by probability. */
  readonly at: number | null;
  /** Seconds, for `busy`, `prompt`, `silent`, `dead` (silent to status polls, too) and `drift`. */
  readonly seconds: number;
}

/** @throws InputError for names and numbers that mean nothing */
export function parseFault(text: string): Fault {
  const match = /^([a-z-]+)(?:@(\d+))?(?::([\d.]+))?$/.exec(text);
  const name = match?.[1] as FaultName | undefined;
  if (!match || name === undefined || !faultNames.includes(name)) {
    throw new InputError('fault-unknown', `--fault ${text}: there is no such fault`, {
      fix: `${suggest(match?.[1] ?? text, faultNames)} Write name:probability or name@command[:seconds].`,
    });
  }
  const value = match[3] === undefined ? null : Number(match[3]);
  const at = match[2] === undefined ? null : Number(match[2]);
  if (at === null && (value === null || !(value >= 0 && value <= 1))) {
    throw new InputError(
      'fault-odds',
      `--fault ${text}: expected a probability from 0 to 1, or @ and a command's number`,
      {
        fix: `Write ${name}:0.01, or ${name}@200.`,
      },
    );
  }
  // Without a place it has a value: checked above.
  return { name, probability: at === null ? value! : 0, at, seconds: at === null ? 60 : (value ?? 60) };
}

/** The cable and the temper of one printer. */
export interface FaultInjector {
  /** What arrives of a line that the host sent; two lines may arrive as one. */
  incoming(line: string): string[];
  /** What the host hears of a line the printer says. */
  outgoing(line: string): string[];
  /** How a text reaches the wire, one piece after the other. */
  pieces(text: string): string[];
  /** What befalls the printer at its `count`th command. */
  atCommand(count: number): Fault[];
  /** How often each fault happened. */
  readonly committed: Map<FaultName, number>;
}

/** What is on the cable, and which faults are still to come. */
interface Cable {
  readonly faults: readonly Fault[];
  readonly random: () => number;
  readonly committed: Map<FaultName, number>;
  readonly pending: Set<Fault>;
  half: string;
  /** An answer whose line end was lost. */
  glued: string;
  /** A Resend was heard, whose own `ok` is lost. */
  without: boolean;
  stormy: boolean;
  number: number;
  answers: number;
  lines: number;
}

export function createFaultInjector(faults: readonly Fault[], random: () => number): FaultInjector {
  const cable: Cable = {
    faults,
    random,
    committed: new Map<FaultName, number>(),
    pending: new Set(faults.filter(({ at }) => at !== null)),
    half: '',
    glued: '',
    without: false,
    stormy: false,
    number: 0,
    answers: 0,
    lines: 0,
  };

  return {
    committed: cable.committed,
    incoming: (line) => incoming(cable, line),
    outgoing: (said) => outgoing(cable, said),
    pieces: (text) => pieces(cable, text),
    atCommand: (count) => atCommand(cable, count),
  };
}

function strikes(cable: Cable, name: FaultName, count: number): boolean {
  for (const fault of cable.faults) {
    if (fault.name !== name) continue;
    const once = fault.at !== null && cable.pending.has(fault) && count >= fault.at;
    if (!once && !(fault.probability > 0 && cable.random() < fault.probability)) continue;
    cable.pending.delete(fault);
    cable.committed.set(name, (cable.committed.get(name) ?? 0) + 1);
    return true;
  }
  return false;
}

/** One byte changed to another that is neither a line end nor the same. */
function garble(cable: Cable, line: string): string {
  const at = Math.floor(cable.random() * line.length);
  const code = 33 + Math.floor(cable.random() * 93);
  return line.slice(0, at) + String.fromCharCode(code === line.charCodeAt(at) ? code + 1 : code) + line.slice(at + 1);
}

function incoming(cable: Cable, line: string): string[] {
  cable.lines++;
  const whole = cable.half + line;
  const merged = cable.half !== '';
  cable.half = '';
  if (line === '') return [whole];
  cable.number = Number(/^N(\d+)/.exec(line)?.[1] ?? cable.number);
  cable.stormy ||= strikes(cable, 'storm', cable.lines);
  if (cable.stormy) return [`x${whole}`];
  // One fault a line: three lines in one, or two of them garbled, can have the right checksum by chance (8 bits).
  if (merged) return strikes(cable, 'lost-line', cable.lines) ? [] : [whole];
  // The front of the line is lost, its number with it: what is left reads like a command of its own.
  if (/^(N\d+ )?G1 ?X/.test(line) && strikes(cable, 'fragment', cable.lines))
    return [line.slice(line.indexOf('X') + 1)];
  // Exactly the number goes: Marlin obeys the rest, which it then cannot check.
  if (/^N\d+ /.test(line) && strikes(cable, 'lost-number', cable.lines)) return [line.replace(/^N\d+ /, '')];
  // The command becomes one that no firmware has.
  if (/^(N\d+ )?G1 ?X/.test(line) && strikes(cable, 'garbled-word', cable.lines)) return [line.replace('G1', 'q1')];
  if (strikes(cable, 'lost-line', cable.lines)) return [];
  if (strikes(cable, 'lost-newline', cable.lines)) {
    cable.half = line;
    return [];
  }
  return [strikes(cable, 'garbled-line', cable.lines) ? garble(cable, line) : line];
}

function outgoing(cable: Cable, said: string): string[] {
  const isOk = said.startsWith('ok');
  const line = isOk ? cable.glued + said : said;
  if (isOk) {
    cable.answers++;
    cable.glued = '';
  }
  if (isOk && cable.without) {
    cable.without = false;
    return [];
  }
  if (line.startsWith('Resend')) cable.without ||= strikes(cable, 'resend-without-ok', cable.lines);
  if (isOk && strikes(cable, 'merged-ok', cable.answers)) {
    cable.glued = line;
    return [];
  }
  if (isOk && cable.number > 0 && strikes(cable, 'next-resend', cable.answers))
    return [line, `Resend: ${cable.number + 1}`, 'ok'];
  if (isOk && cable.number > 0 && strikes(cable, 'old-resend', cable.answers))
    return [line, `Resend: ${cable.number - 100}`, 'ok'];
  if (isOk && strikes(cable, 'lost-ok', cable.answers)) return [];
  // The first letter goes: no other answer can be read into the rest.
  if (isOk && strikes(cable, 'garbled-ok', cable.answers)) return [line.slice(1)];
  if (isOk && strikes(cable, 'doubled-ok', cable.answers)) return [line, line];
  if (line.startsWith('Resend') && strikes(cable, 'lost-resend', cable.lines)) return [];
  if (line.startsWith('Resend') && strikes(cable, 'doubled-resend', cable.lines)) return [line, line];
  return strikes(cable, 'noise', cable.answers) ? ['\u00fe~\u00e0x', line] : [line];
}

function pieces(cable: Cable, text: string): string[] {
  const pieces = [''];
  for (const line of text.split(/(?<=\n)/)) {
    const cut = strikes(cable, 'split', cable.answers)
      ? 1 + Math.floor(cable.random() * (line.length - 1))
      : line.length;
    pieces[pieces.length - 1] += line.slice(0, cut);
    if (cut < line.length) pieces.push(line.slice(cut));
  }
  return pieces;
}

function atCommand(cable: Cable, count: number): Fault[] {
  return cable.faults.filter(
    (fault) => (befalls as readonly string[]).includes(fault.name) && strikes(cable, fault.name, count),
  );
}
