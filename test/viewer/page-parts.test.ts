import { readFileSync } from 'node:fs';
import { signal } from '@preact/signals';
import { describe, expect, test } from 'vitest';
import { replaceSection } from '../../bench/replace-section.ts';
import { strandOfFinding } from '../../viewer/data/find/find-strand.ts';
import { linesPerMark, markLines } from '../../viewer/data/find/line-index.ts';
import { clock, duration, layerWords } from '../../viewer/data/find/words.ts';
import { buffersOf } from '../../viewer/data/load/wire.ts';
import { strandOf } from '../../viewer/data/print.ts';
import { readReport, reportIn } from '../../viewer/data/report.ts';
import { rowAfterLine } from '../../viewer/data/timeline.ts';
import { foldEvent, liveHead, noLive } from '../../viewer/live/follow.ts';
import type { App } from '../../viewer/state/app.ts';
import { canRun } from '../../viewer/state/command/command.ts';
import { commandById, commands } from '../../viewer/state/command/commands.ts';
import { commandFor, keyLabel } from '../../viewer/state/command/keymap.ts';
import { keysTable } from '../../viewer/state/command/keys-table.ts';
import { selectStrand } from '../../viewer/state/moves.ts';
import { keptBySection, rowFilter, sectionPlane } from '../../viewer/state/shown.ts';
import { createStore, lastShownRow } from '../../viewer/state/store.ts';
import { readHash, writeHash } from '../../viewer/state/url.ts';
import { commandsInToolbar } from '../../viewer/ui/toolbar.tsx';
import { partly } from '../partly.ts';
import { printOf } from './print-of.ts';
import { samplePrint } from './sample-plans.ts';

const print = printOf(samplePrint({ layers: 5 }));

function appWith(current: typeof print | null): App {
  const store = createStore(signal('dark'));
  store.print.value = current;
  store.high.value = current ? current.layers.length - 1 : 0;
  const done: string[] = [];
  const picture = new Proxy({}, { get: (_, name) => () => done.push(String(name)) });
  const app = {
    store,
    picture,
    loader: {},
    async open() {},
    chooseFile() {},
    chooseOther() {},
    copyLink() {},
    done,
  };
  return partly<App>(app);
}

describe('the command table', () => {
  test('ids and keys are unique', () => {
    const ids = commands.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = commands.flatMap((command) => command.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
  });
  test('every command runs on a print, and leaves layers and head in their bounds', () => {
    const app = appWith(print);
    for (let round = 0; round < 3; round++) {
      for (const command of commands) {
        if (!canRun(command, app.store)) continue;
        command.run(app);
        const { low, high, head } = app.store;
        expect(low.value, command.id).toBeGreaterThanOrEqual(0);
        expect(high.value, command.id).toBeGreaterThanOrEqual(low.value);
        expect(high.value, command.id).toBeLessThan(print.layers.length);
        expect(head.value, command.id).toBeGreaterThanOrEqual(0);
      }
    }
  });
  test('everything can be reached: by a key, by a button or by the list of the legend', () => {
    const buttons = commandsInToolbar();
    const hidden = commands.filter(({ id, keys }) => keys.length === 0 && !buttons.includes(id));
    expect(hidden.filter(({ group }) => group !== 'Colour')).toEqual([]);
  });
  test('without a print only the page itself can be worked', () => {
    const { store } = appWith(null);
    const able = commands.filter((command) => canRun(command, store)).map(({ id }) => id);
    expect(able).toEqual([
      'open',
      'panel-layers',
      'panel-wells',
      'panel-events',
      'panel-gcode',
      'panel-findings',
      'panel-compare',
      'theme',
      'help',
    ]);
  });
  test('layers step by keys as slicers do, within bounds', () => {
    const app = appWith(print);
    commandById('layer-down').run(app);
    expect(app.store.high.value).toBe(3);
    commandById('layer-first').run(app);
    expect([app.store.low.value, app.store.high.value]).toEqual([0, 0]);
    commandById('layer-up-10').run(app);
    expect(app.store.high.value).toBe(4);
    expect(app.store.announcement.value).toBe(layerWords(print, 4));
  });
  test('one layer alone keeps both thumbs together', () => {
    const app = appWith(print);
    commandById('layer-single').run(app);
    commandById('layer-down').run(app);
    expect([app.store.low.value, app.store.high.value]).toEqual([3, 3]);
    commandById('layer-single').run(app);
    expect([app.store.low.value, app.store.high.value]).toEqual([0, 3]);
  });
  test('a play begins where the shown layers begin', () => {
    const app = appWith(print);
    readHash(app.store, '#layers=3-4');
    commandById('play').run(app);
    expect(print.layer[app.store.head.value]).toBe(2);
    expect([app.store.low.value, app.store.high.value]).toEqual([2, 3]);
  });
  test('strands that the legend hides are stepped over, and shown again by a finding that leads to one', () => {
    const app = appWith(print);
    const { store } = app;
    const bone = print.inks.findIndex(({ name }) => name === 'bone');
    expect(canRun(commandById('show-hidden'), store)).toBe(false);
    store.hiddenInks.value = new Set([bone]);
    for (let i = 0; i < 8; i++) {
      commandById('pick-next').run(app);
      expect(print.strands.ink[strandOf(print, store.selected.value)]).not.toBe(bone);
    }
    selectStrand(app, Array.from(print.strands.ink).indexOf(bone), true);
    expect(store.hiddenInks.value.size).toBe(0);
    store.hiddenRoles.value = new Set([0]);
    commandById('show-hidden').run(app);
    expect(store.hiddenRoles.value.size).toBe(0);
  });
  test("a ramp's hidden stretch hides its rows and no others", () => {
    const { store } = appWith(print);
    store.mode.value = 'shear';
    const { entries, scalar } = store.colouring.value!;
    store.hiddenStretches.value = new Set([entries[0].from]);
    const shown = rowFilter(store);
    let hidden = 0;
    for (let row = 0; row < print.rows; row++) {
      const strand = strandOf(print, row);
      if (strand < 0) continue;
      const within = scalar[row] >= entries[0].from && scalar[row] <= entries[0].to;
      expect(shown(strand, row)).toBe(!within);
      if (within) hidden++;
    }
    expect(hidden).toBeGreaterThan(0);
  });
  test('what a finding leads to is not left cut away, and what stands stays cut', () => {
    const app = appWith(print);
    const section = { axis: 'x', at: 0.5 } as const;
    const { strands } = print;
    const beyond = Array.from({ length: strands.count }, (_, s) => s).filter(
      (s) => print.path[4 * strands.firstRow[s]] < 60,
    );
    expect(beyond.length).toBeGreaterThan(0);
    for (const s of [0, strands.count - 1]) {
      app.store.section.value = section;
      selectStrand(app, s, true);
      expect(app.store.section.value === null, String(s)).toBe(beyond.includes(s));
    }
    app.store.section.value = section;
    const kept = keptBySection(app.store);
    expect([kept(59, 60, 1), kept(61, 60, 1)]).toEqual([false, true]);
  });
  test('a section of several wells cuts a construct, not the air between', () => {
    const wells = [
      { well: 'A1', x: 20, y: 80 },
      { well: 'A2', x: 40, y: 80 },
    ];
    const app = appWith(printOf(samplePrint({ layers: 2, wells })));
    const { store } = app;
    const at: [string, number][] = [];
    for (let i = 0; i < 3; i++) {
      commandById('section').run(app);
      at.push([store.section.value!.axis, Math.round(sectionPlane(store).position * 100) / 100]);
    }
    expect(at).toEqual([
      ['x', 20],
      ['y', 80],
      ['z', 0.3],
    ]);
    commandById('section').run(app);
    expect(store.section.value).toBeNull();
  });
  test('moves step back from the last one shown', () => {
    const app = appWith(print);
    commandById('layer-first').run(app);
    const end = lastShownRow(app.store);
    commandById('move-back').run(app);
    expect(app.store.head.value).toBe(end - 1);
  });
});

describe('keys', () => {
  const press = (key: string, more: object = {}) =>
    commandFor(partly<KeyboardEvent>({ key, target: null, ...more }))?.id;
  test('reach their commands', () => {
    expect(press('w')).toBe('layer-up');
    expect(press('W', { shiftKey: true })).toBe('layer-up-5');
    expect(press('?', { shiftKey: true })).toBe('help');
    expect(press('+', { shiftKey: true })).toBe('play-faster');
    expect(press('w', { ctrlKey: true })).toBeUndefined();
  });
  test('leave a focused control what it needs', () => {
    const range = { tagName: 'INPUT', type: 'range', getAttribute: () => null, closest: () => null };
    expect(press('ArrowUp', { target: range })).toBeUndefined();
    expect(press('w', { target: range })).toBe('layer-up');
    const button = { tagName: 'BUTTON', getAttribute: () => null, closest: () => null };
    expect(press(' ', { target: button })).toBeUndefined();
    expect(press('w', { target: { tagName: 'INPUT', type: 'text' } })).toBeUndefined();
  });
  test('are written as on the keyboard', () => {
    expect(['Shift+ArrowUp', ' ', '+', 'w', 'PageDown'].map(keyLabel)).toEqual(['Shift ↑', 'Space', '+', 'W', 'PgDn']);
  });
});

describe('the address', () => {
  test('brings a view back', () => {
    const from = appWith(print).store;
    from.low.value = 1;
    from.high.value = 3;
    from.mode.value = 'shear';
    from.travels.value = true;
    from.section.value = { axis: 'y', at: 0.25 };
    from.panel.value = 'gcode';
    from.selected.value = print.strands.firstRow[3];
    from.pose.value = { eye: [1, 2, 3], target: [4, 5, 6], ortho: true, zoom: 7 };
    from.hiddenInks.value = new Set([1]);
    from.hiddenRoles.value = new Set([0, 1]);
    from.hiddenStretches.value = new Set([43]);
    from.legend.value = false;
    from.scrubBy.value = 'time';
    from.pace.value = 50;
    from.head.value = 12.25;
    from.printer.value = 'marlin-syringe';
    from.themeChoice.value = 'light';
    const to = appWith(print).store;
    readHash(to, `#${writeHash(from)}`);
    expect(writeHash(to)).toBe(writeHash(from));
    expect([to.low.value, to.high.value, to.mode.value, to.selected.value]).toEqual([
      1,
      3,
      'shear',
      from.selected.value,
    ]);
  });
  test('what it does not say is as always: one link after another shows what the second says', () => {
    const { store } = appWith(print);
    const plain = writeHash(store);
    readHash(
      store,
      '#layers=2-3&single=1&move=7&pick=40&colour=shear&hide=ink:1&show=ghost&section=y,0.5&panel=none&printer=cellink-biox',
    );
    expect(writeHash(store)).not.toBe(plain);
    readHash(store, '#');
    expect(writeHash(store)).toBe(plain);
  });
  test('nonsense in it changes nothing', () => {
    const { store } = appWith(print);
    const before = writeHash(store);
    const travel =
      print.line[Array.from({ length: print.rows }, (_, row) => row).find((row) => print.path[4 * row + 7] < 0)!];
    for (const hash of [
      '#',
      '#layers=9-2&colour=rainbow&camera=p,1&section=q,3&move=-4&pick=x',
      '#%%%&=&==',
      '#printer=no-such&printer=%E0%A4%A',
      '#camera=p,1,1,1,1,1,1,1',
      '#camera=o,1,1,1,2,2,2,0',
      '#camera=o,1,1,1,2,2,2,-3',
      '#camera=p,1e300,0,0,0,0,0,1',
      '#layers=1.5-2.5&move=1e99&hide=ink:x,role:-1,stretch:999,odd:1&pace=7&by=moon',
      `#pick=${travel}`,
    ]) {
      readHash(store, hash);
      expect(writeHash(store), hash).toBe(before);
    }
  });
});

test('marks of lines find every line', () => {
  const lines = Array.from({ length: 1000 }, (_, i) => `G1 X${i}${i % 3 === 0 ? '\r' : ''}`);
  const bytes = new TextEncoder().encode(`${lines.join('\n')}\n`);
  const marks = markLines(bytes);
  expect(marks.length).toBe(Math.ceil(1000 / linesPerMark));
  for (const [i, offset] of marks.entries()) {
    const text = new TextDecoder().decode(bytes.subarray(offset, offset + 8));
    expect(text).toMatch(new RegExp(`^G1 X${i * linesPerMark}\\b`));
  }
});

test('a report is read leniently', () => {
  expect(readReport(null)).toEqual({ findings: [], limits: {}, fidelity: new Map(), gcodeSha256: '' });
  expect(readReport({ gcode: { sha256: 'ab' } }).gcodeSha256).toBe('ab');
  expect([reportIn({ findings: [] }), reportIn({ id: 'x' }), reportIn(null)].map((given) => given !== null)).toEqual([
    true,
    false,
    false,
  ]);
  const { findings, limits } = readReport({
    findings: [{ gate: 'dose', severity: 'warn', where: { layer: 2 }, what: 'much light' }, 7, { severity: 'odd' }],
    limits: { viability: 0.85, dose: 'many', timeOnCells: 45 },
  });
  expect(findings.map(({ severity }) => severity)).toEqual(['warn', 'note']);
  expect(limits).toEqual({ viability: 0.85, age: 45 });
});

test('a finding leads to its strand', () => {
  const finding = (where: object) => ({ gate: 'dose', severity: 'warn', what: '', fix: '', where }) as const;
  expect(strandOfFinding(print, finding({ strand: 7 }))).toBe(7);
  expect(print.strands.layer[strandOfFinding(print, finding({ layer: 3, ink: 'bone' }))]).toBe(3);
  expect(strandOfFinding(print, finding({ line: print.line[print.strands.firstRow[5]] }))).toBe(5);
  expect(strandOfFinding(print, finding({}))).toBe(-1);
  expect(strandOfFinding(print, finding({ layer: 3 }))).toBe(-1);
  expect(strandOfFinding(print, finding({ strand: 7000 }))).toBe(-1);
});

test('buffers are handed over once each', () => {
  const column = new Float32Array(4);
  expect([...buffersOf({ a: column, b: [1, 2], c: { d: column, e: new Uint8Array(2) } })]).toHaveLength(2);
});

describe('a live print', () => {
  test('is followed by the acknowledged line, and along the planned time between', () => {
    const at = print.strands.firstRow[4];
    let live = foldEvent(noLive, 'job', { id: 'a', sha256: 'x' }, 0);
    live = foldEvent(live, 'pos', { line: print.line[at], plannedS: 1 }, 1000);
    expect(liveHead(print, live, 9000)).toBe(rowAfterLine(print, print.line[at]));
    live = foldEvent(live, 'state', { state: 'printing' }, 1000);
    expect(liveHead(print, live, 1500)).toBeGreaterThan(rowAfterLine(print, print.line[at]));
    // Never further ahead than two seconds of the plan.
    expect(liveHead(print, live, 900_000)).toBe(liveHead(print, live, 3000));
    live = foldEvent(live, 'state', { state: 'paused', why: 'cap off' }, 4000);
    live = foldEvent(live, 'log', { text: 'Put the cap on.' }, 4000);
    expect([live.state, live.why, live.log]).toEqual(['paused', 'cap off', 'Put the cap on.']);
  });
  test('odd events change nothing', () => {
    for (const [event, data] of [
      ['pos', null],
      ['pos', { line: 'x' }],
      ['state', { state: 'flying' }],
      ['what', {}],
    ] as const) {
      expect(foldEvent(noLive, event, data, 0)).toEqual(noLive);
    }
  });
});

test('durations read well', () => {
  expect([5.25, 59, 95, 3725].map(duration)).toEqual(['5.3 s', '59 s', '1 min 35 s', '1 h 02 min']);
  expect([5, 95, 3725].map(clock)).toEqual(['0:05', '1:35', '1:02:05']);
});

test('the documentation lists the keys of the command table', () => {
  const path = new URL('../../docs/viewer.md', import.meta.url).pathname;
  // BIOWEFT_DOCS=update writes the table anew.
  if (process.env['BIOWEFT_DOCS'] === 'update') replaceSection(path, 'keys', keysTable());
  const docs = readFileSync(path, 'utf8');
  expect(docs).toContain(`<!-- keys -->\n${keysTable()}\n<!-- /keys -->`);
});

test('every command with an icon stands in the toolbar', () => {
  const withIcon = commands.filter(({ icon }) => icon !== undefined).map(({ id }) => id);
  expect([...withIcon].sort()).toEqual(commandsInToolbar().sort());
});
