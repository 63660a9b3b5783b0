import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { InputError } from '../../src/finding/input-error.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import type { Plan } from '../../src/plan/plan.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { runs } from '../proving.ts';
import { violationsIn } from './follow-lines.ts';
import { planJob } from './plan-job.ts';
import { type RandomJob, randomJobs, randomMeshes } from './random-jobs.ts';

// Jobs that nobody thought of, on every printer: what is written keeps the machine, the needle and the wells whole.

const profiles = listProfiles(libraryFolder('printers'));
const jobs = fc.sample(randomJobs(profiles), runs(20261126, 30, 473));

/** What random settings may get wrong; check cannot know that somebody overruled it. */
const overruled = ['flow', 'temperature', 'time', 'viability', 'supply', 'overhang', 'dose', 'fidelity'] as const;

/** Plans a job without those of its settings that would change nothing, which are refused by name. */
async function planUsed(data: RandomJob['data'], tries = 8): Promise<Plan> {
  try {
    return await planJob(data, randomMeshes, {
      allow: [...overruled],
    });
  } catch (error) {
    if (!(error instanceof InputError) || error.code !== 'setting-unused' || tries === 0) throw error;
    const path = error.message.split(' ')[0].split('.');
    const whole = /^(pauses|crosslink)$/.test(path[0]) ? path.slice(0, 2) : path;
    return planUsed(without(data, whole) as RandomJob['data'], tries - 1);
  }
}

function without(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value)) {
    return rest.length === 0
      ? value.filter((_, i) => String(i) !== key)
      : value.map((child, i) => (String(i) === key ? without(child, rest) : child));
  }
  const { [key]: child, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [key]: without(child, rest) };
}

const refusals = new Map<string, number>();
let written = 0;

describe('random jobs stay within reach, closed on travels, above what they printed, and end with everything off', () => {
  test.each(jobs.map((job, i) => [i, job.printer, job.data] as const))('job %d on %s', async (_, printer, data) => {
    const profile = profiles.find(({ id }) => id === printer)!;
    const { gcode, refusedBy, vessel } = await planUsed(data);
    for (const gate of refusedBy) refusals.set(gate, (refusals.get(gate) ?? 0) + 1);
    if (gcode === null) return;
    written++;
    const reported = JSON.stringify(data);
    expect(violationsIn(Buffer.from(gcode).toString('latin1'), profile, vessel.rim), reported).toEqual([]);
    const { findings } = checkGcode(gcode, { profile, vessel });
    const isOverruled = (gate: string) => (overruled as readonly string[]).includes(gate);
    expect(
      findings.filter(({ severity, gate }) => severity === 'refuse' && !isOverruled(gate)),
      reported,
    ).toEqual([]);
  });

  test('most of them are printed, and no reading finds the writer at fault', () => {
    expect(written, JSON.stringify([...refusals])).toBeGreaterThan(jobs.length * 0.6);
    expect(refusals.get('readback')).toBeUndefined();
  });
});

test('the follower sees each of what it forbids', async () => {
  const profile = profiles.find(({ id }) => id === 'klipper-syringe')!;
  const ink = { ink: 'alginate-i1g-4', nozzle: { gauge: 22, length: 25.4 }, load: 240 };
  const { gcode, vessel } = await planUsed({
    printer: profile.id,
    vessel: { plate: 'corning-24', wells: ['B2', 'B3'] },
    inks: { a: { ...ink, tool: 'T0', temperature: 31 }, b: { ...ink, tool: 'T1' } },
    parts: ['a', 'b'].map((key, i) => ({
      mesh: 'disc.stl',
      name: key,
      ink: key,
      move: [0, 0, 0.9 * i],
      laydown: { spacing: 1 },
    })),
    layers: { height: 0.3 },
    crosslink: [{ at: 'end', photo: { wavelength: 405, irradiance: 4, seconds: 2 } }],
  });
  const lines = Buffer.from(gcode!).toString('latin1').split('\n');
  const first = (pattern: RegExp, from = 0) => lines.findIndex((line, i) => i >= from && pattern.test(line));
  const drop = (pattern: RegExp) => lines.filter((line) => !pattern.test(line));
  const end = first(/^;BIO:end/);
  const changed: [string, readonly string[]][] = [
    ['beyond the machine', lines.toSpliced(first(/^G1 X/), 1, 'G1 X400 Y20 E0.1')],
    ['open on a travel', drop(/^SET_PIN PIN=valve1 VALUE=0/)],
    ['is open', drop(/^SET_PIN PIN=valve1 VALUE=0/)],
    ['was selected', drop(/^SET_SERVO SERVO=head1 ANGLE=0/)],
    ['before its temperature', drop(/^TEMPERATURE_WAIT/)],
    ['is left at 31', drop(/TARGET=0/)],
    ['a lamp is on', drop(/^SET_PIN PIN=uv VALUE=0/)],
    ['pushed on a travel', lines.toSpliced(first(/^G0 X/, end), 0, 'G1 X70 Y70 E0.5')],
    ['to another well', lines.toSpliced(first(/^;BIO:well=B3/) + 1, 0, 'G0 Z1', 'G0 X100 Y100')],
    [
      'through strands',
      lines.toSpliced(first(/^G0 X/, first(/^;BIO:end/, first(/^;Z:0.9/))), 0, 'G0 Z0.2', 'G0 X1 Y1'),
    ],
  ];
  expect(violationsIn(lines.join('\n'), profile, vessel.rim)).toEqual([]);
  for (const [words, mutated] of changed) {
    expect(violationsIn(mutated.join('\n'), profile, vessel.rim).join('\n'), words).toContain(words);
  }
});
