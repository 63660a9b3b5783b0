import { describe, expect, test } from 'vitest';
import { expandWells } from '../../src/job/expand-wells.ts';
import { validateJob } from '../../src/job/parse-job.ts';
import { hiddenSettings } from '../../src/plan/unread/hidden-settings.ts';
import { replacedKeys } from '../../src/plan/unread/replaced-keys.ts';

// What the job says and no well is printed with.

const wells = ['A1', 'A2', 'A3', 'B1', 'B2', 'B3'];
type Data = Record<string, unknown>;
const part = (more: Data = {}, laydown: Data = { pore: 0.4 }) => ({
  parts: [{ mesh: 'a.stl', ink: 'gel', laydown, ...more }],
});

function jobOf(more: Data) {
  const data = {
    printer: 'cellink-biox',
    inks: { gel: { ink: 'gelma', nozzle: { gauge: 22 }, width: 0.5 } },
    ...part(),
    layers: { height: 0.2 },
    speed: 7,
    ...more,
  };
  return validateJob(data, 'job.yaml');
}

function said(more: Data): string[] {
  const job = jobOf(more);
  return replacedKeys(job, expandWells(job, wells)).map(({ path, why, fix }) => `${path}: ${why} ${fix}`);
}

function hidden(more: Data): string[] {
  const job = jobOf(more);
  return hiddenSettings(job, expandWells(job, wells), wells).map(
    ({ path, shared }) => `${shared ? 'warn' : 'refuse'} ${path}`,
  );
}

const all = (settings: Data) => ({ wells: { all: settings } });

describe('a value of the job that no well is printed with is told with what replaces it', () => {
  test.each<[string, Data, string]>([
    [
      'a speed beside a sweep of it',
      { sweep: { speed: [4, 6, 8] } },
      'speed (7): Every well that is printed has its own, by sweep.speed (4, 6 or 8). Leave it out',
    ],
    [
      'a pore beside a sweep of spacing',
      { sweep: { spacing: [0.8, 1] } },
      'parts.0.laydown.pore (0.4): Every well that is printed has its own, by sweep.spacing (0.8 or 1). Leave it out',
    ],
    [
      'one that all wells override',
      all({ speed: 5 }),
      'speed (7): Every well that is printed has its own, by speed in wells (5). Leave it out',
    ],
    [
      'a height that a job needs',
      { sweep: { layerHeight: [0.25, 0.3] } },
      'layers.height (0.2): Every well that is printed has its own, by sweep.layerHeight (0.25 or 0.3). Write a value there',
    ],
    [
      'a mesh',
      { sweep: { 'parts.0.mesh': ['b.stl', 'c.stl'] } },
      'parts.0.mesh (a.stl): Every well that is printed has its own, by sweep.parts.0.mesh (b.stl or c.stl). Write a value there',
    ],
    [
      'a width of an ink, by a short name',
      { sweep: { width: [0.4, 0.6] } },
      'inks.gel.width (0.5): Every well that is printed has its own, by sweep.width (0.4 or 0.6). Leave it out',
    ],
    [
      'a list as a whole',
      { ...part({}, { angles: [0, 60, 120] }), sweep: { angles: [[0, 45], [30]] } },
      'parts.0.laydown.angles (0,60,120): Every well that is printed has its own, by sweep.angles (0,45 or 30). Leave it out',
    ],
    [
      'a measure of a shape that all wells leave',
      { ...part({ mesh: undefined, shape: 'disc', diameter: 4, height: 1 }), ...all({ 'parts.0.mesh': 'b.stl' }) },
      'parts.0.shape (disc): Every well that is printed has its own, by parts.0.mesh in wells (b.stl).',
    ],
  ])('%s', (_, more, text) => {
    expect(said(more)[0]).toContain(text);
  });

  test('a map that no well has is named once', () => {
    const crosslink = [{ at: 'end', ionic: { agent: 'CaCl2', seconds: 5 } }];
    expect(said({ crosslink, ...all({ crosslink: [] }) })).toEqual([
      expect.stringMatching(/^crosslink\.0: Every well that is printed has its own, by crosslink in wells\b/),
    ]);
  });
});

describe('nothing is told of a value', () => {
  test.each<[string, Data]>([
    ['that a well is printed with', { sweep: { speed: [5, 7] } }],
    ['that is the default', { speed: 10, sweep: { speed: [5, 7] } }],
    ['that is not written', { speed: undefined, sweep: { speed: [5, 7] } }],
    ['that some wells keep', { wells: { A: { speed: 5 } } }],
    ['of a job without wells and sweep', {}],
    ['beside another key of its map', { sweep: { angles: [[0, 45], [30]] } }],
    ['beside settings of another ink', { sweep: { 'inks.gel.preflow': [0.1, 0.2] } }],
  ])('%s', (_, more) => {
    expect(said(more)).toEqual([]);
  });
});

describe('settings of wells and sweeps that no well is printed with', () => {
  test.each<[string, Data, unknown[]]>([
    [
      'a range whose wells all have their own',
      { wells: { 'A1-A2': { speed: 5 }, A1: { speed: 6 }, A2: { speed: 6 } } },
      ['refuse wells.A1-A2: speed'],
    ],
    [
      'a range that another name goes over',
      { wells: { all: { spacing: 0.8 }, A: { 'parts.0.laydown.pore': 1 }, B: { pore: 2 } } },
      ['refuse wells.all: spacing'],
    ],
    [
      'a sweep that all wells override',
      { sweep: { speed: [4, 6] }, wells: { all: { speed: 5 } } },
      ['refuse sweep.speed', 'warn The condition speed 4 of the sweep', 'warn The condition speed 6 of the sweep'],
    ],
    [
      'a sweep under another name',
      { sweep: { spacing: [0.8, 1] }, wells: { all: { 'parts.0.laydown.porosity': 0.5 } } },
      [
        'refuse sweep.spacing',
        'warn The condition spacing 0.8 of the sweep',
        'warn The condition spacing 1 of the sweep',
      ],
    ],
    [
      'one value of a sweep',
      { sweep: { speed: [4, 6, 8, 9, 11, 12] }, seed: 3, wells: { A1: { speed: 5 } } },
      [expect.stringMatching(/^warn The condition speed \d+ of the sweep$/)],
    ],
    ['one whose other wells keep it', { sweep: { speed: [4, 6] }, wells: { A1: { speed: 5 } } }, []],
    [
      'a well that says what its range says',
      { wells: { A: { speed: 5 }, A1: { speed: 5 }, A2: { speed: 5 }, A3: { speed: 5 } } },
      [],
    ],
    [
      'a map, and a key of it',
      { wells: { all: { 'parts.0.laydown': { pattern: 'grid', pore: 0.4 } }, A: { pore: 0.5 }, B: { pore: 0.6 } } },
      [],
    ],
    ['keys of their own', { sweep: { speed: [4, 6] }, wells: { all: { 'parts.0.laydown.pore': 0.5 } } }, []],
  ])('%s', (_, more, expected) => {
    expect(hidden(more)).toEqual(expected);
  });
});
