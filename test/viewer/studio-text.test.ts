import { expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { edited, editFor } from '../../viewer/studio/change-text.ts';
import { completeJob } from '../../viewer/studio/complete-job.ts';

const job = `# A comment at the top.
name: plug   # and behind a value
printer: marlin-syringe
inks:
  gel: { ink: ama, nozzle: { gauge: 23 } }   # flow
  bone:
    # above a key
    ink: ama
    nozzle:
      gauge: 25
parts:
  - { mesh: a.stl, ink: gel }
layers: { height: 0.25 }
speed: 8
`;

test.each<[string, (string | number)[], string | number, string, string]>([
  ['a value', ['speed'], 6, 'speed: 8', 'speed: 6'],
  ['a value in a flow map', ['inks', 'gel', 'nozzle', 'gauge'], 25, 'gauge: 23', 'gauge: 25'],
  ['a value that is text', ['inks', 'bone', 'ink'], 'gelma', '    ink: ama', '    ink: gelma'],
  ['a key that a flow map lacks', ['inks', 'gel', 'speed'], 5, '{ gauge: 23 } }', '{ gauge: 23 }, speed: 5 }'],
  [
    'a key that a block lacks',
    ['inks', 'bone', 'load'],
    '190 µL',
    '    ink: ama\n',
    '    ink: ama\n    load: 190 µL\n',
  ],
  ['a key of the job', ['hop'], 1, 'speed: 8\n', 'speed: 8\nhop: 1\n'],
  ['a map of its own', ['limits', 'viability'], 0.9, 'speed: 8\n', 'speed: 8\nlimits: { viability: 0.9 }\n'],
])('%s is changed, and nothing else', (_, path, value, before, after) => {
  const text = edited(job, editFor(job, { what: '', path, value }));
  expect(text).toBe(job.replace(before, after));
  expect(parseDocument(text).getIn(path)).toBe(value);
});

test('what no small edit reaches is written from the document, comments kept', () => {
  const text = edited('# only a comment\n', editFor('# only a comment\n', { what: '', path: ['speed'], value: 3 }));
  expect(text).toContain('# only a comment');
  expect(parseDocument(text).getIn(['speed'])).toBe(3);
});

const ids = { printers: ['allevi-biobot1', 'marlin-syringe'], inks: ['ama', 'gelma'], vessels: ['corning-24'] };
/** Offers where the text has a bar. */
function offersAt(marked: string): string[] {
  const offset = marked.indexOf('|');
  return completeJob(marked.replace('|', ''), offset, ids).offers.map(({ label }) => label);
}

test('keys and values are offered where they may stand', () => {
  expect(offersAt(`${job}|`)).toEqual(expect.arrayContaining(['hop', 'limits', 'vessel', 'crosslink']));
  // What stands there already is not offered again.
  expect(offersAt(`${job}|`)).not.toContain('speed');
  expect(offersAt('inks:\n  gel:\n    |\n')).toEqual(expect.arrayContaining(['ink', 'nozzle', 'load', 'cells']));
  expect(offersAt('inks:\n  gel: { ink: ama, | }\n')).toEqual(expect.arrayContaining(['nozzle', 'width']));
  expect(offersAt('inks: { gel: { nozzle: { g| } } }')).toContain('gauge');
  expect(offersAt('printer: al|\n')).toEqual(ids.printers);
  expect(offersAt('inks: { gel: { ink: | } }')).toEqual(ids.inks);
  expect(offersAt('vessel: { plate: | }')).toEqual(ids.vessels);
  expect(offersAt('parts:\n  - laydown: { pattern: | }\n')).toEqual(expect.arrayContaining(['parallel', 'gyroid']));
  expect(offersAt('parts:\n  - |\n')).toEqual(expect.arrayContaining(['mesh', 'shape', 'laydown']));
  expect(offersAt('# a comment |\n')).toEqual([]);
});
