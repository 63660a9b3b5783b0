import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow, isNode, type Node, root, visitSource } from './syntax.ts';

// A fix with a number in it was computed, and what was computed for a setting of the job is a change that the studio has a
// button for: a finding says so by `changes`, or stands below with the reason why no setting of the job does it.

/** Findings about a plan; files of a machine's own, what was read back and what is sent have no job to change. */
const folders = ['src/check', 'src/plan', 'src/program', 'src/laydown', 'src/mesh', 'src/job', 'src/ink'];
const elsewhere = /^src\/check\/(foreign|readback)\//;

/** Codes, as their source writes them, whose computed fix is no setting of the job. */
const without: Readonly<Record<string, string>> = {
  "src/check/fidelity/gate-fidelity.ts 'area-lost'":
    'names the width that is too wide; which narrower one fits is a choice of needle',
  "src/check/fidelity/gate-fidelity.ts 'ink-too-much'": 'says what to choose, and computes nothing',
  "src/check/gates/gate-bounds.ts beyond.strand ? 'strand-outside-machine' : 'travel-outside-machine'":
    'the gate adds the way, where one passes',
  "src/check/gates/gate-collision.ts 'needle-through-strands'":
    "names the needle that is too thick; thinner ones are the flow gate's",
  "src/check/gates/gate-collision.ts `${body.idle ? 'idle-' : ''}${body.what}-through-strands`":
    "the gate adds the needle of an active hub; how far idle heads lift is the machine's",
  "src/check/gates/gate-deposit.ts 'deposit-off-plan'": 'says what to measure, and computes nothing',
  "src/check/gates/gate-flow.ts 'flow-law-missing'": 'says what to measure, and computes nothing',
  "src/check/gates/gate-temperature.ts 'wait-depends-on-room'": 'names a setting; how warm the room is, is unknown',
  'src/check/gates/gate-temperature.ts code': 'its callers add the temperature',
  "src/check/gates/gate-time.ts 'pot-life-over'": 'which wells wait for a fresh mix is a choice, as is the speed',
  "src/check/gates/gate-viability.ts 'ink-kills-cells'": 'names a setting to take out, or another ink',
  "src/check/gates/gate-viability.ts 'viability-near-limit'": 'names a tool, and computes nothing',
  "src/check/gates/gate-viability.ts noFlow ? 'viability-without-flow-law' : 'cell-law-missing'":
    'says what to measure, and computes nothing',
  "src/check/physics/drive-limits.ts 'strand-drawn'": 'a printed test line decides, and not the number',
  "src/check/physics/law-trust.ts 'flow-range-not-stated'": 'says what to measure, and computes nothing',
  "src/check/space/describe-vessel-trouble.ts 'strand-meets-wall'": 'the gate adds the way, where one passes',
  "src/check/space/describe-vessel-trouble.ts 'strand-off-vessel'": 'the gate adds the way, where one passes',
  'src/check/space/describe-vessel-trouble.ts `${prefix}-below-floor`': "how far idle heads lift is the machine's",
  'src/check/space/describe-vessel-trouble.ts `${prefix}-close-to-wall`': 'the gate adds the way, where one passes',
  'src/check/space/describe-vessel-trouble.ts `${prefix}-crosses-rim`':
    "how high it travels between wells is the planner's; a file of our own never does it",
  'src/check/space/describe-vessel-trouble.ts `${prefix}-meets-wall`':
    'the gate adds the way or the needle, where one passes',
  'src/check/space/describe-vessel-trouble.ts `idle-${body.what}-meets-vessel`':
    "how far idle heads lift is the machine's",
  "src/check/space/origin-in-reach.ts 'origin-outside-wells'": "where A1 lies is the operator's to measure",
  "src/ink/calibration/choose-calibrations.ts 'calibration-foreign'": 'says what to measure, and computes nothing',
  "src/ink/calibration/tell-calibrations.ts 'calibration-delivery'": 'belongs into the profile of the machine',
  "src/job/place.ts 'at-renamed'": 'another spelling of the same place',
  "src/laydown/spacing/resolve-spacing.ts 'ink-above-room'":
    'lay-down knows neither the part nor which of spacing, pore and porosity the job gives',
  'src/plan/inks/drive-inks.ts ': 'an error of the input',
  "src/plan/inputs/note-handedness.ts 'handedness-unconfirmed'": 'a printed letter decides',
  "src/plan/layers/part-fill.ts 'part-porosity'": 'asked for that porosity, the part is said to miss that one',
  "src/plan/plan-lines.ts 'branch-outside'": 'another vessel, or a network that is smaller',
  "src/plan/unread/refuse-unread.ts 'setting-unused'": 'says what to take out',
  "src/program/write/write-crosslink.ts 'lamp-too-weak'":
    'the same dose by a longer light: the lamp stays as weak, and that is said again',
};

interface Said {
  readonly file: string;
  readonly code: string;
  readonly carries: boolean;
}

/** Findings of a source whose fix has something filled in. */
function computedIn(file: string, text: string): Said[] {
  const found: Said[] = [];
  const sourceOf = ({ start, end }: Node) => text.slice(start, end);
  visitSource(file, text, (node) => {
    if (node.type !== 'ObjectExpression') return;
    const properties = (node['properties'] as unknown[]).filter(isNode);
    const named = (key: string) => properties.find(({ key: own }) => isNode(own) && own['name'] === key);
    const fix = named('fix')?.['value'];
    // What has no severity is an error of the input.
    if (!isNode(fix) || fix.type === 'Literal' || (named('severity') === undefined && named('code') === undefined))
      return;
    const code = named('code')?.['value'];
    const spreads = properties.filter(({ type }) => type === 'SpreadElement').map(sourceOf);
    const carries = named('changes') !== undefined || spreads.some((spread) => /chang|helps/i.test(spread));
    found.push({ file, code: isNode(code) ? sourceOf(code) : '', carries });
  });
  return found;
}

function allComputed(): Said[] {
  return filesBelow(folders)
    .map((file) => [relative(root, file), file] as const)
    .filter(([name]) => !elsewhere.test(name))
    .flatMap(([name, file]) => computedIn(name, readFileSync(file, 'utf8')));
}

/** Tests that plan with a proposed change, beside test/plan/fix-buttons.test.ts, by the codes of the finding. */
const alsoProven: Readonly<Record<string, readonly string[]>> = {
  'test/scaffold/in-bath.test.ts': ['bath-too-shallow', 'bath-overflows', 'bath-needle-short'],
  'test/check/drive-limits.test.ts': ['speed-beyond-machine', 'opening-too-short'],
  'test/check/physics-hot-strands.test.ts': ['hot-strand-beside-cells'],
  'test/check/gate-collision.test.ts': ['hub-through-strands'],
};

/** Codes that share their finding with one that carries changes: they carry none, or the same of the same function. */
const beside: Readonly<Record<string, string>> = {
  'irradiance-unknown': 'no seconds are known to do',
  'cells-outside-long': 'a warning proposes no speed',
  'strand-without-support': 'as layer-without-support',
  'flow-too-low': 'as flow-too-high',
  'pressure-too-low': 'as pressure-too-high',
};

test('every finding that carries a change is in a test that makes the change', () => {
  const named = (text: string) => new Set([...text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, code]) => code));
  const read = (file: string) => readFileSync(join(root, file), 'utf8');
  const proven = named(read('test/plan/fix-buttons.test.ts'));
  for (const [file, codes] of Object.entries(alsoProven)) {
    expect(read(file), file).toContain('changes');
    for (const code of codes) {
      expect(read(file), file).toContain(code);
      proven.add(code);
    }
  }
  const carrying = allComputed().filter(({ carries }) => carries);
  expect(carrying.length).toBeGreaterThan(15);
  expect(
    [...new Set(carrying.flatMap(({ code }) => [...named(code)]))].filter(
      (code) => !proven.has(code) && !(code in beside),
    ),
  ).toEqual([]);
});

test('a computed fix carries the change of the job that makes it, or says why none does', () => {
  const silent = allComputed()
    .filter(({ carries }) => !carries)
    .map(({ code, file }) => `${file} ${code}`);
  expect(silent.sort()).toEqual(Object.keys(without).sort());
});
