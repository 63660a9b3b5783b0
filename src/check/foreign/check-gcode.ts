import type { Code } from '../../finding/codes/catalogue.ts';
import type { Finding } from '../../finding/finding.ts';
import { InputError } from '../../finding/input-error.ts';
import { sentence } from '../../finding/sentence.ts';
import { readGcode } from '../../gcode/reading/read-gcode.ts';
import type { GcodeReading } from '../../gcode/reading/reading.ts';
import { judgeLines } from '../../machine/lines/judge-lines.ts';
import type { Profile } from '../../printer/profile.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import { judgePlaces } from './check-gcode-places.ts';
import { judgeFirstMotion } from './judge-first-motion.ts';
import { judgePlungers } from './judge-plunger.ts';
import { type GcodeSummary, summariseGcode } from './summarise-gcode.ts';

/** What `bioweft check` says of a file: its numbers, and the findings of the gates that need no job. */
export interface GcodeReport {
  readonly summary: GcodeSummary;
  readonly findings: readonly Finding[];
  readonly reading: GcodeReading;
}

export interface CheckOptions {
  /** The printer the file is meant for; null reads it as a plain Marlin would and says so. */
  readonly profile: Profile | null;
  readonly vessel?: PlacedVessel | null | undefined;
}

/**
 * Reads any G-code, ours or foreign, and judges what can be judged without its job: reach of the machine, needle below
 * the surface, walls of the vessel, temperatures, outputs left on, lines that are not understood. Throws
 * InputError for bytes that are no G-code.
 */
export function checkGcode(bytes: Uint8Array, { profile, vessel = null }: CheckOptions): GcodeReport {
  refuseOtherFiles(bytes);
  const reading = readGcode(bytes, profile);
  if (reading.counts.commands === 0)
    throw notGcode(reading.counts.odd > 0 ? 'holds no command' : 'holds only comments');
  if (reading.counts.odd > 20 && reading.counts.odd > reading.counts.commands) {
    throw notGcode(`has ${reading.counts.odd} lines that are no G-code and ${reading.counts.commands} that are`);
  }
  const { open, findings: found } = judgeLines(bytes, profile, reading);
  const findings = [
    ...found,
    ...(profile === null ? [] : judgePlaces(reading, profile, vessel)),
    ...(profile === null ? [] : judgeFirstMotion(reading)),
    ...(profile === null ? [] : judgeTemperatures(reading, profile)),
    ...(profile === null ? [] : judgePlungers(reading, profile)),
    ...judgePrinter(reading, profile),
    ...judgeEnd(reading),
  ];
  return { summary: summariseGcode(reading, profile, open), findings, reading };
}

const magics: readonly (readonly [start: string, what: string])[] = [
  ['GCDE', 'is binary G-code (.bgcode)'],
  ['PK\u0003\u0004', 'is a zip archive (.3mf or .zip)'],
  ['\u007fELF', 'is a program'],
  ['\u0089PNG', 'is a picture'],
  ['%PDF', 'is a PDF'],
  ['\u001f\u008b', 'is compressed'],
  ['solid ', 'looks like an STL'],
  ['\u00ff\u00fe', 'is UTF-16 text (Notepad calls it Unicode), which no printer reads'],
  ['\u00fe\u00ff', 'is UTF-16 text, which no printer reads'],
];

/** Empty files, binary files and files of other kinds, told by their first bytes: throws InputError. */
export function refuseOtherFiles(bytes: Uint8Array): void {
  if (bytes.length === 0) {
    throw new InputError('empty-file', 'the file is empty', { fix: 'Slice the job again.' });
  }
  for (const [start, what] of magics) {
    if ([...start].every((character, i) => bytes[i] === character.charCodeAt(0))) throw notGcode(what);
  }
  const looked = Math.min(bytes.length, 4096);
  let strange = 0;
  for (let i = 0; i < looked; i++) if (bytes[i] < 9 || (bytes[i] > 13 && bytes[i] < 32)) strange++;
  if (strange > looked / 20) throw notGcode('is binary');
}

function notGcode(what: string): InputError {
  return new InputError('not-gcode', `the file ${what}`, { fix: 'Give a text file with G-code.' });
}

/** Set temperatures against what each heater or cooler can hold. */
function judgeTemperatures(reading: GcodeReading, profile: Profile): Finding[] {
  const findings = new Map<string, Finding>();
  for (const event of reading.events) {
    if (event.kind !== 'temperature' || event.celsius <= 0) continue;
    const tool = profile.tools[event.tool];
    const name = event.of === 'tool' ? (reading.tools[event.tool]?.id ?? '') : event.of;
    // A chamber has no limits in a profile.
    if (event.of === 'chamber') continue;
    const limits = event.of === 'tool' ? (tool?.temperature ?? null) : profile.bedTemperature;
    const { celsius, line } = event;
    if (limits !== null && celsius >= limits[0] && celsius <= limits[1]) continue;
    const holds =
      limits === null ? 'which this printer does not control' : `which holds ${limits[0]} to ${limits[1]} C`;
    const key = `${name} ${celsius}`;
    if (findings.has(key)) continue;
    findings.set(key, {
      gate: 'temperature',
      code: limits === null ? 'temperature-not-controlled' : 'temperature-out-of-range',
      severity: limits === null ? 'warn' : 'refuse',
      where: { line, ...(event.of === 'tool' ? { tool: name } : {}) },
      what: `Line ${line} sets ${name} to ${celsius} C, ${holds}.`,
      fix: 'Remove the line: a slicer for plastics wrote it.',
      numbers: { celsius },
      source: `printer ${profile.id}`,
    });
  }
  return [...findings.values()];
}

function judgePrinter(reading: GcodeReading, profile: Profile | null): Finding[] {
  const findings: Finding[] = [];
  const { printer } = reading.header;
  if (profile !== null && printer !== undefined && printer !== profile.id) {
    findings.push({
      gate: 'plan',
      code: 'other-printer',
      severity: 'refuse',
      where: {},
      what: `The file was written for ${printer}, and is read as for ${profile.id}.`,
      fix: `Check it with --printer ${printer}.`,
    });
  }
  return findings;
}

function judgeEnd({ atEnd }: GcodeReading): Finding[] {
  const { openValves, lampsOn, heatersOn } = atEnd;
  const left = (code: Code, severity: 'refuse' | 'warn', what: string): Finding => {
    const fix = 'Switch it off before the file ends.';
    return { gate: 'plan', code, severity, where: {}, what: sentence(`${what} when the file ends`), fix };
  };
  return [
    ...openValves.map((tool) => left('valve-left-open', 'refuse', `the valve of ${tool} is open`)),
    ...lampsOn.map((lamp) => left('lamp-left-on', 'refuse', `the lamp ${lamp} is on`)),
    ...heatersOn.map((heater) => left('heater-left-on', 'warn', `${heater} is still heated or cooled`)),
  ];
}
