import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { has, type Words } from './read-words.ts';

/**
 * The lines by which a profile selects tools, opens valves, lights lamps and sets pressures, turned around: from a
 * line read to what it does. Lines that also stand in the opposite list (waiting, mode changes) say nothing and are
 * left out, as are moves along X, Y or Z.
 */
export type SignatureAction =
  | { readonly kind: 'select'; readonly tool: number }
  /** One line may open or close several tools: it means the active one of them, and all of them. */
  | ({ readonly kind: 'open'; readonly tools: readonly number[] } & PressureWord)
  | { readonly kind: 'close'; readonly tools: readonly number[] }
  | { readonly kind: 'lamp'; readonly lamp: string; readonly on: boolean }
  | ({ readonly kind: 'pressure'; readonly tool: number } & PressureWord);

/** The word of a line that carries a pressure; -1 for none. */
interface PressureWord {
  readonly letter: number;
  readonly kPaPerUnit: number;
}

export interface Signature {
  readonly action: SignatureAction;
  readonly words: readonly SignatureWord[];
}

interface SignatureWord {
  readonly letter: number;
  /** NaN: any value. */
  readonly value: number;
  /** Any value above 0 will do: outputs that take a duty cycle. */
  readonly positive: boolean;
}

export interface Signatures {
  /** By `commandKey` of the line's command word. */
  readonly byCommand: ReadonlyMap<number, readonly Signature[]>;
  /** Klipper's named commands, upper-case; values are compared as text, `*` is anything. */
  readonly byName: ReadonlyMap<string, readonly NamedSignature[]>;
  /** Letters of G0 and G1 lines that select a tool. */
  readonly selectBits: number;
}

export interface NamedSignature {
  readonly action: SignatureAction;
  readonly pairs: readonly (readonly [key: string, value: string])[];
}

const kPaPer: Readonly<Record<string, number>> = { kPa: 1, psi: 6.894757293168361, bar: 100 };

/** Key of a command word: its letter (0-25) and its code times ten. */
export function commandKey(letter: number, codeTimesTen: number): number {
  return letter * 100000 + codeTimesTen;
}

/** The first signature that a line's words fit, of those of its command word. */
export function signatureOf(list: readonly Signature[], w: Words): Signature | null {
  return list.find((signature) => fits(signature, w)) ?? null;
}

function fits(signature: Signature, w: Words): boolean {
  return signature.words.every(({ letter, value, positive }) => {
    if (!has(w, letter)) return Number.isNaN(value) && (w.bare & (1 << letter)) !== 0;
    const found = w.values[letter];
    return Number.isNaN(value) || (positive ? found > 0 : found === value);
  });
}

export function collectSignatures(profile: Profile | null): Signatures {
  const byCommand = new Map<number, Signature[]>();
  const byName = new Map<string, NamedSignature[]>();
  let selectBits = 0;
  const add = (line: string, action: SignatureAction) => {
    const named = parseNamed(line);
    if (named) {
      push(byName, named.name, { action, pairs: named.pairs });
      return;
    }
    const parsed = parseTemplate(line, action.kind !== 'close');
    if (parsed === null || !tells(parsed, action)) return;
    if (action.kind === 'select' && isMove(parsed.key)) {
      for (const word of parsed.words) if (word.letter !== 5) selectBits |= 1 << word.letter;
    }
    push(byCommand, parsed.key, { action: captureOf(action, line), words: parsed.words });
  };
  profile?.tools.forEach((tool, row) => {
    addTool(profile, tool, row, add);
  });
  for (const lamp of profile?.lamps ?? []) {
    for (const line of lamp.off) if (!lamp.on.includes(line)) add(line, { kind: 'lamp', lamp: lamp.id, on: false });
    if (lamp.blocking) continue;
    for (const line of lamp.on) if (!lamp.off.includes(line)) add(line, { kind: 'lamp', lamp: lamp.id, on: true });
  }
  for (const list of byCommand.values()) list.sort((a, b) => vague(a) - vague(b));
  for (const list of byName.values()) list.sort((a, b) => vagueNamed(a) - vagueNamed(b));
  return { byCommand, byName, selectBits };
}

function addTool(
  profile: Profile,
  tool: ProfileTool,
  row: number,
  add: (line: string, action: SignatureAction) => void,
): void {
  const own = (line: string) => line.replaceAll('{tool}', String(tool.index));
  const others = new Set(
    profile.tools.filter((other) => other !== tool).flatMap((other) => other.select.map((line) => lineOf(other, line))),
  );
  for (const line of tool.select.map(own)) if (!others.has(line)) add(line, { kind: 'select', tool: row });
  const { dispenser } = tool;
  if (dispenser.by !== 'plunger') {
    const open = dispenser.open.map(own);
    const close = dispenser.close.map(own);
    for (const line of close)
      if (!open.includes(line)) add(line, { kind: 'close', tools: sharing(profile, line, 'close') });
    for (const line of open)
      if (!close.includes(line))
        add(line, { kind: 'open', tools: sharing(profile, line, 'open'), letter: -1, kPaPerUnit: 1 });
  }
  for (const line of (tool.pressure?.command ?? []).map(own)) {
    add(line, { kind: 'pressure', tool: row, letter: -1, kPaPerUnit: 1 });
  }
}

/** Rows of all tools that have this line in their list. */
function sharing(profile: Profile, line: string, list: 'open' | 'close'): number[] {
  return profile.tools.flatMap((tool, row) => {
    const { dispenser } = tool;
    return dispenser.by !== 'plunger' && dispenser[list].some((other) => lineOf(tool, other) === line) ? [row] : [];
  });
}

function lineOf(tool: ProfileTool, line: string): string {
  return line.replaceAll('{tool}', String(tool.index));
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Moves, dwells, waits and mode changes stand in many lists and mean nothing by themselves. */
function tells(parsed: { key: number; words: readonly SignatureWord[] }, action: SignatureAction): boolean {
  const silent = [40, 900, 910, 920].map((code) => commandKey(6, code));
  if (silent.includes(parsed.key) || parsed.key === commandKey(12, 4000)) return false;
  if (!isMove(parsed.key)) return true;
  return action.kind === 'select' && parsed.words.length > 0 && parsed.words.every(({ letter }) => letter < 23);
}

function isMove(key: number): boolean {
  return key === commandKey(6, 0) || key === commandKey(6, 10);
}

function captureOf(action: SignatureAction, line: string): SignatureAction {
  if (action.kind !== 'pressure' && action.kind !== 'open') return action;
  const match = /([A-Z])\{(kPa|psi|bar)\}/.exec(line);
  if (!match) return action;
  return { ...action, letter: match[1].charCodeAt(0) - 65, kPaPerUnit: kPaPer[match[2]] };
}

function vague(signature: Signature): number {
  return signature.words.filter(({ value, positive }) => positive || Number.isNaN(value)).length;
}

function vagueNamed(signature: NamedSignature): number {
  return signature.pairs.filter(([, value]) => value.endsWith('*')).length;
}

/** A template line as command key and words, null for text that is no command. */
function parseTemplate(line: string, duty: boolean): { key: number; words: SignatureWord[] } | null {
  const words: SignatureWord[] = [];
  let key = -1;
  for (const match of line.replace(/;.*/, '').matchAll(/([A-Za-z])\s*([+-]?[\d.]+|\{\w+\})?/g)) {
    const letter = match[1].toUpperCase().charCodeAt(0) - 65;
    const value = match[2] === undefined || match[2].startsWith('{') ? Number.NaN : Number(match[2]);
    if (key < 0) key = commandKey(letter, Math.round((Number.isNaN(value) ? 0 : value) * 10));
    else if (letter !== 5 || !isMove(key)) {
      words.push({ letter, value, positive: duty && letter === 18 && value > 0 });
    }
  }
  return key < 0 ? null : { key, words };
}

/** `SET_PIN PIN=valve VALUE={fraction}` as name and pairs, null for lines with a letter and number in front. */
export function parseNamed(line: string): { name: string; pairs: [string, string][] } | null {
  const match = /^\s*([A-Za-z][A-Za-z_]+\w*)(.*)$/.exec(line.replace(/;.*/, ''));
  if (!match) return null;
  const pairs = [...match[2].matchAll(/(\w+)=("[^"]*"|\S+)/g)].map(([, key, value]): [string, string] => [
    key.toUpperCase(),
    normal(key, value),
  ]);
  return { name: match[1].toUpperCase(), pairs };
}

function normal(key: string, value: string): string {
  if (value.includes('{')) return '*';
  const number = Number(value);
  if (Number.isNaN(number)) return value.toUpperCase();
  return key.toUpperCase() === 'VALUE' && number > 0 ? '>0*' : String(number);
}
