import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { parseJob, parsePath } from '../../src/job/parse-job.ts';

const text = `name: lattice
printer: marlin-syringe
inks:
  gel: { ink: alginate-i1g-4, nozzle: { gauge: 22 }, load: 1.5 mL }
parts:
  - { mesh: box.stl, ink: gel, laydown: { pattern: parallel, spacing: 1 } }
layers: { height: 0.32 }
limits: { timeOnCells: 1.5 h }
`;

function refusal(changed: string, sets: string[] = []): InputError {
  try {
    parseJob(changed, 'job.yaml', sets);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

test('quantities are turned into the units of the field', () => {
  const job = parseJob(text, 'job.yaml');
  expect(job.inks['gel'].load).toBe(1500);
  expect(job.limits.timeOnCells).toBe(90);
});

test('a change from the command line is made before validation', () => {
  const job = parseJob(text, 'job.yaml', ['parts[0].laydown.angles=[0, 60, 120]', 'inks.gel.nozzle.gauge=27']);
  expect(job.parts[0].laydown.angles).toEqual([0, 60, 120]);
  expect(job.inks['gel'].nozzle.gauge).toBe(27);
});

test('parts are called after their files, each by a name of its own', () => {
  const two = text.replace('- { mesh: box.stl', '- { mesh: parts/box.STL, ink: gel }\n  - { mesh: box.stl');
  expect(parseJob(two, 'job.yaml').parts.map(({ name }) => name)).toEqual(['box', 'box-2']);
});

test('paths may use brackets or dots', () => {
  expect(parsePath('parts[0].laydown.angles[2]')).toEqual(['parts', 0, 'laydown', 'angles', 2]);
  expect(parsePath('parts.0.mesh')).toEqual(['parts', 0, 'mesh']);
});

describe('refusals say where and what to write', () => {
  // The mark | stands before the place the message must point at.
  test.each([
    ['a misspelt key', 'spacing: 1', '|spacng: 1', /"spacing"/],
    ['a misspelt key deeper down', 'gauge', '|gage', /"gauge"/],
    ['an ink that is not there', 'ink: gel', 'ink: |gle', /"gel"/],
    ['a quantity of the wrong kind', '1.5 mL', '|1.5 parsec', /mL/],
    ['a negative height', '0.32', '|-0.32', /above 0/],
    ['two spacings', '{ pattern: parallel, spacing: 1', '|{ pattern: parallel, spacing: 1, pore: 1', /only one of/],
    ['an unknown pattern', 'parallel', '|paralel', /parallel/],
    ['broken YAML', '{ height: 0.32 }\n', '{ height: 0.32\n|', /YAML/],
  ])('%s', (_, from, to, words) => {
    const marked = text.replace(from, to);
    const before = marked.slice(0, marked.indexOf('|')).split('\n');
    const error = refusal(marked.replace('|', ''));
    expect(error.where).toMatchObject({ file: 'job.yaml', line: before.length, column: before.at(-1)!.length + 1 });
    expect(`${error.message} ${error.fix}`).toMatch(words);
  });

  test.each([
    ['a text', (job: string) => job.replace(/^printer.*\n/m, ''), 'printer', /^Add printer: id in the printer library/],
    ['a list', (job: string) => job.replace(/^parts:\n( .*\n)*/m, ''), 'parts', /^Add parts: what is printed/],
    [
      'a quantity, which is a number or a text',
      (job: string) => `${job}bath: { material: nist-support }\n`,
      'bath.depth',
      /^Add bath\.depth: how deep .* \(mm\)\.$/,
    ],
    [
      'a text beside it',
      (job: string) => `${job}bath: { depth: 3 }\n`,
      'bath.material',
      /^Add bath\.material: id in the ink library/,
    ],
    [
      'a list in a list',
      (job: string) => `${job}pauses: [{ beforeLayer: 2 }]\n`,
      'pauses.0.message',
      /^Add pauses\.0\.message/,
    ],
  ])('a missing key is named, with what it means: %s', (_, without, name, fix) => {
    const error = refusal(without(text));
    expect(error.message).toMatch(new RegExp(`: ${name.replaceAll('.', '\\.')} is missing$`));
    expect(error.fix).toMatch(fix);
  });

  test('a key with a value that it cannot have is not called missing', () => {
    const error = refusal(`${text}bath: { material: nist-support, depth: [1] }\n`);
    expect(error.message).toMatch(/bath\.depth/);
    expect(error.message).not.toMatch(/missing/);
  });

  test('an empty file and a list are no job', () => {
    expect(refusal('').code).toBe('job-empty');
    expect(refusal('- a\n- b\n').code).toBe('job-empty');
  });

  test('a billion laughs do not unfold', () => {
    let bomb = 'a0: &a0 [x, x]\n';
    for (let i = 1; i < 30; i++) bomb += `a${i}: &a${i} [*a${i - 1}, *a${i - 1}]\n`;
    expect(refusal(bomb)).toBeInstanceOf(InputError);
  });
});
