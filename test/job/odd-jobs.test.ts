import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding/input-error.ts';
import { decodeJob } from '../../src/job/decode-job.ts';
import { parseJob } from '../../src/job/parse-job.ts';

const plain = `name: plain
printer: marlin-syringe
inks: { a: { ink: alginate-i1g-4, nozzle: { gauge: 22, length: 25 }, width: 0.4 } }
parts: [ { mesh: disc.stl, ink: a, laydown: { pattern: wave, spacing: 1.2 } } ]
layers: { height: 0.3 }
`;

function refusal(work: () => unknown): InputError {
  try {
    work();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error('was taken');
}

const wide = (mark: number[], bigEndian: boolean) => {
  const bytes = Buffer.from(plain, 'utf16le');
  return Uint8Array.from([...mark, ...(bigEndian ? bytes.swap16() : bytes)]);
};

describe('the encoding of a job', () => {
  test.each([
    ['UTF-16', wide([0xff, 0xfe], false)],
    ['UTF-16', wide([0xfe, 0xff], true)],
    ['UTF-16LE', wide([], false)],
    ['UTF-16BE', wide([], true)],
  ])('%s is named, with what turns it into UTF-8', (name, bytes) => {
    const error = refusal(() => decodeJob(bytes, 'u.yaml'));
    expect(error.message).toBe(`u.yaml is a text in ${name}; a job is read as UTF-8.`);
    expect(error.fix).toContain(`iconv -f ${name} -t UTF-8 u.yaml`);
  });

  test('UTF-8 is read, with a mark or without', () => {
    const text = plain.replace('plain', 'µ-plate');
    expect(decodeJob(new TextEncoder().encode(text), 'u.yaml')).toBe(text);
    expect(decodeJob(Uint8Array.of(0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)), 'u.yaml')).toBe(text);
  });
});

describe('numbers beyond reason', () => {
  test.each([
    ['inks.a.width=1e15', /inks\.a\.width: .* mm/],
    ['layers.height=3000', /layers\.height: .* mm/],
    ['parts.0.laydown.amplitude=1e6', /parts\.0\.laydown\.amplitude: .* mm/],
    ['parts.0.laydown.wavelength=1e308', /parts\.0\.laydown\.wavelength: .* mm/],
    ['parts.0.laydown.margin=2001', /parts\.0\.laydown\.margin: .* mm/],
    ['inks.a.width=.inf', /job\.yaml:3:\d+: inks\.a\.width: \.inf is no number/],
    ['speed=.nan', /speed: \.nan is no number/],
    ['name="a\\e[2Jb"', /job\.yaml:1:\d+: name: "a \[2Jb" holds a control character/],
    ['inks={"x\\e": {ink: a}}', /inks: a key in it holds a control character/],
    ['parts.0.move=[0, -.inf, 0]', /parts\.0\.move\.1: -\.inf is no number/],
  ])('%s is refused with its key and limit', (set, what) => {
    expect(refusal(() => parseJob(plain, 'job.yaml', [set])).message).toMatch(what);
  });

  test('what any lab might ask for is taken', () => {
    expect(() => parseJob(plain, 'job.yaml', ['parts.0.laydown.amplitude=2', 'inks.a.width=2 cm'])).not.toThrow();
  });
});

test.each([
  ['lists', `parts: ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['maps', `parts: ${'{ a: '.repeat(5000)}1${' }'.repeat(5000)}`],
])('a job of thousands of %s within each other is refused in words', (_, text) => {
  expect(refusal(() => parseJob(`name: deep\n${text}\n`, 'deep.yaml')).message).toMatch(
    /deep\.yaml.* nested too deeply/,
  );
});

test.each([
  ['a key twice', `${plain}name: again\n`, /^job\.yaml:6:1 .*unique$/, /^Leave one of them/],
  ['two jobs', `${plain}---\n${plain}`, /multiple documents$/, /holds one job/],
  ['a tab', plain.replace('name', '\tname'), /Tabs/, /with spaces/],
  ['old line ends', plain.replaceAll('\n', '\r'), /is not valid YAML/, /line ends of Unix/],
  ['an open bracket', plain.replace(' } ]', ''), /is not valid YAML/, /indentation and quotes/],
])('%s in the YAML: what helps is named', (_, text, what, fix) => {
  const error = refusal(() => parseJob(text, 'job.yaml'));
  expect(error.message).toMatch(what);
  expect(error.fix).toMatch(fix);
});
