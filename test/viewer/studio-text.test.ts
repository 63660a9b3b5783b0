import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isCollection, type Node, parseDocument, type YAMLSeq } from 'yaml';
import { edited, editFor, editForAll } from '../../viewer/studio/change-text.ts';
import { completeJob } from '../../viewer/studio/complete-job.ts';
import { runs } from '../proving.ts';

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
  const text = edited(job, editFor(job, { path, value }));
  expect(text).toBe(job.replace(before, after));
  expect(parseDocument(text).getIn(path)).toBe(value);
});

test('what no small edit reaches is written from the document, comments kept', () => {
  const text = edited('# only a comment\n', editFor('# only a comment\n', { path: ['speed'], value: 3 }));
  expect(text).toContain('# only a comment');
  expect(parseDocument(text).getIn(['speed'])).toBe(3);
});

const fuller = `# At the top.
vessel: { plate: corning-24, wells: [A1, A2] } # on the bench
inks:
  gel: { ink: ama, nozzle: { gauge: 23 }, load: 1 mL } # flow
  bone:
    ink: ama # the same
    # above a key
    load: 2 mL
    nozzle:
      gauge: 25 # deep
parts:
  # the first one
  - mesh: a.stl # its mesh
    ink: gel
    laydown: { angles: [0, 90] }
  - { mesh: b.stl, ink: bone }
wells:
  1: { speed: 5 } # a column
  A2:
    speed: 6
limits: { viability: 0.9 }
speed: 8 # at the end
`;

test.each<[string, (string | number)[], unknown, string, string]>([
  ['a list', ['vessel', 'wells'], ['A1', 'B2', 'C3'], '[A1, A2]', '[ A1, B2, C3 ]'],
  ['a list in a flow map', ['parts', 0, 'laydown', 'angles'], [0, 60, 120], '[0, 90]', '[ 0, 60, 120 ]'],
  [
    'a map that a flow map lacks',
    ['parts', 1, 'laydown'],
    { pore: 1 },
    'ink: bone }',
    'ink: bone, laydown: { pore: 1 } }',
  ],
  ['an item of a block', ['parts', 2], { shape: 'disc' }, 'ink: bone }\n', 'ink: bone }\n  - { shape: disc }\n'],
  [
    'a list of its own',
    ['pauses', 0],
    { beforeLayer: 2 },
    'speed: 8 # at the end\n',
    'speed: 8 # at the end\npauses: [ { beforeLayer: 2 } ]\n',
  ],
  ['a block as a whole', ['wells', 'A2'], { speed: 7 }, 'A2:\n    speed: 6', 'A2: { speed: 7 }'],
  ['a key that is a number', ['wells', '1', 'speed'], 4, '1: { speed: 5 }', '1: { speed: 4 }'],
  ['a value taken away from a flow map', ['inks', 'gel', 'load'], undefined, ', load: 1 mL', ''],
  ['the first of a flow map', ['inks', 'gel', 'ink'], undefined, '{ ink: ama, nozzle', '{ nozzle'],
  ['a line of a block', ['inks', 'bone', 'load'], undefined, '    load: 2 mL\n', ''],
  ['the last of a map with the map', ['limits', 'viability'], undefined, 'limits: { viability: 0.9 }\n', ''],
  ['a block in a block', ['inks', 'bone', 'nozzle'], undefined, '    nozzle:\n      gauge: 25 # deep\n', ''],
  ['the first line of an item', ['parts', 0, 'mesh'], undefined, 'mesh: a.stl # its mesh\n    ink: gel', 'ink: gel'],
  ['an item of a list', ['parts', 1], undefined, '  - { mesh: b.stl, ink: bone }\n', ''],
  ['a range of wells', ['wells', 1], undefined, '  1: { speed: 5 } # a column\n', ''],
])('%s: nothing else of the text changes', (_, path, value, before, after) => {
  expect(fuller).toContain(before);
  expect(edited(fuller, editFor(fuller, { path, value }))).toBe(fuller.replace(before, after));
});

test('what an alias stands for is written out where it is changed, and stays elsewhere', () => {
  const shared = 'a: &same { pattern: grid, pore: 1 } # both\nb: *same # this one\nc: *same\n';
  const text = edited(shared, editFor(shared, { path: ['b', 'pore'], value: 2 }));
  expect(text).toBe(shared.replace('b: *same', 'b: { pattern: grid, pore: 2 }'));
});

test('several changes are one edit, and the comments around them stay', () => {
  const changes = [
    { path: ['parts', 0, 'laydown', 'porosity'], value: undefined },
    { path: ['parts', 0, 'laydown', 'pore'], value: 0.5 },
    { path: ['speed'], value: 9 },
  ];
  const text = edited(fuller, editForAll(fuller, changes));
  expect(text).toBe(fuller.replace('[0, 90] }', '[0, 90], pore: 0.5 }').replace('speed: 8', 'speed: 9'));
});

const paths: (string | number)[][] = [
  ...[
    ['vessel', 'wells'],
    ['inks', 'gel', 'load'],
    ['inks', 'bone', 'load'],
    ['inks', 'bone', 'nozzle'],
    ['parts', 0],
  ],
  ...[
    ['parts', 1, 'ink'],
    ['parts', 1, 'laydown', 'pore'],
    ['wells', 'A2'],
    ['limits', 'viability'],
    ['sweep', 'speed'],
  ],
  ...[['speed'], ['hop'], ['pauses', 0, 'beforeLayer']],
];
const values = [undefined, 3, 'two words', "it's: a # text", 'null', true, [1, 2], { a: [{ b: 1 }] }];

test('whatever is set or taken away: the data is as asked, and what stands elsewhere stays', () => {
  const change = fc.record({ path: fc.constantFrom(...paths), value: fc.constantFrom(...values) });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      let text = fuller;
      for (const each of changes) {
        const { path, value } = each;
        const before = parseDocument(text);
        // What a value without keys holds cannot be set further down, and an item that has no place is none.
        if (path.some((_, i) => i > 0 && !isCollection(before.getIn(path.slice(0, i), true) ?? before.contents)))
          continue;
        if (path[0] === 'parts' && (before.getIn(['parts']) as YAMLSeq | undefined)?.items.length !== 2) continue;
        text = edited(text, editFor(text, each));
        const now = parseDocument(text);
        expect(now.errors).toEqual([]);
        if (value !== undefined) expect((now.getIn(path, true) as Node).toJS(now)).toEqual(value);
        else if (path[0] !== 'parts' || path.length > 2) expect(now.hasIn(path)).toBe(false);
        for (const key of ['inks', 'gel']) expect(text).toContain(key);
        expect(text).toContain('# At the top.');
        expect(Object.keys(now.toJS()).filter((key) => key !== path[0])).toEqual(
          Object.keys(before.toJS()).filter((key) => key !== path[0]),
        );
      }
    }),
    runs(81, 60),
  );
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
