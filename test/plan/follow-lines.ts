import type { Profile } from '../../src/printer/profile.ts';

/**
 * Follows a written file line by line, as a person with the makers' sheets at hand would, and lists what must never
 * happen. Shares no code with the writer and the readings; of the profile it takes the reach and the offsets alone.
 */
export function violationsIn(text: string, profile: Profile, rimMm: number): string[] {
  const found: string[] = [];
  const codes = codesOf[profile.id];
  const state = startState();
  text.split('\n').forEach((line, i) => {
    const blame = (what: string) => found.length < 5 && found.push(`${i + 1}: ${line}: ${what}`);
    if (line.startsWith(';')) comment(state, line, profile, codes, blame);
    else if (line !== '') command(state, line, { profile, codes, rimMm, blame });
  });
  const blame = (what: string) => found.push(`end: ${what}`);
  for (const tool of state.open) blame(`the valve of ${tool} is open`);
  if (state.light) blame('a lamp is on');
  for (const [what, value] of state.set) if (value !== codes.rest?.[what[0]]) blame(`${what} is left at ${value}`);
  return found;
}

interface Codes {
  /** Of a tool, by the words that select it alone; none where the machine has one tool or none to select. */
  readonly select?: Readonly<Record<string, RegExp>>;
  readonly open?: Readonly<Record<string, RegExp>>;
  readonly close?: Readonly<Record<string, RegExp>>;
  readonly light?: readonly [on: RegExp, off: RegExp];
  /** Words that push ink on a move. */
  readonly push?: RegExp;
  /** Pressures (p…), temperatures (t…) and the bed (b): name and value. */
  readonly set?: (line: string) => readonly (readonly [string, number])[];
  readonly waits?: (line: string) => readonly string[];
  /** What each kind of setting ends at. */
  readonly rest?: Readonly<Record<string, number>>;
}

const list = (line: string, code: string, kind: string, names: readonly string[]) =>
  line.startsWith(`${code} `)
    ? line
        .split(' ')
        .slice(1)
        .map((value, i) => [`${kind}${names[i]}`, Number(value)] as const)
    : [];

const one = (line: string, pattern: RegExp, kind: string): readonly (readonly [string, number])[] => {
  const match = pattern.exec(line);
  return match === null ? [] : [[`${kind}${match.length > 2 ? match[1] : ''}`, Number(match.at(-1))]];
};

const rokitChannels = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6', 'bed'];
const tools = (names: readonly string[], pattern: (name: string) => RegExp) =>
  Object.fromEntries(names.map((name) => [name, pattern(name)]));

const codesOf: Readonly<Record<string, Codes>> = {
  'allevi-biobot1': {
    select: { T0: /^G1 E46 /, T1: /^G1 E0 / },
    open: { T0: /^M42 P16 S255/, T1: /^M42 P17 S255/ },
    close: { T0: /^M42 P16 S0/, T1: /^M42 P17 S0/ },
    light: [/^M42 P4 S[1-9]/, /^M42 P4 S0/],
  },
  'cellink-biox': {
    select: tools(['T0', 'T1', 'T2'], (name) => new RegExp(`^${name}$`)),
    open: tools(['T0', 'T1', 'T2'], (name) => new RegExp(`^M750 ${name} `)),
    close: tools(['T0', 'T1', 'T2'], (name) => new RegExp(`^M751 ${name}$`)),
    push: /E1\b/,
    // The maker publishes no code that ends a head's temperature.
    set: (line) => [
      ...one(line, /^M773 (T\d) P([\d.]+)/, 'p'),
      ...one(line.replace('M800', 'M801 S0'), /^M801 S([\d.]+)/, 'b'),
    ],
    waits: (line) => one(line, /^M771 (T\d) P([\d.]+)/, 't').map(([name]) => name),
    rest: { p: 0, b: 0 },
  },
  'cellink-biox6': {
    select: tools(['T0', 'T1', 'T2', 'T3', 'T4', 'T5'], (name) => new RegExp(`^${name}$`)),
    push: /E1\b/,
  },
  'cellink-biocellx': {
    select: tools(['T0', 'T1', 'T2'], (name) => new RegExp(`^${name}$`)),
    push: /E[\d.]+/,
    set: (line) => one(line.replace('M800', 'M801 S0'), /^M801 S([\d.]+)/, 'b'),
    waits: (line) => one(line, /^M771 (T\d) P([\d.]+)/, 't').map(([name]) => name),
    rest: { b: 0 },
  },
  'cellink-inkredible': {
    select: { PH1: /^M751/, PH2: /^M752/ },
    open: { PH1: /^M760/, PH2: /^M762/ },
    close: { PH1: /^M761/, PH2: /^M763/ },
    light: [/^M764/, /^M765/],
  },
  'e3d-toolchanger-duet': {
    select: tools(['T0', 'T1', 'T2', 'T3'], (name) => new RegExp(`^${name}$`)),
    push: /E[\d.]+/,
  },
  'grbl-pneumatic': { open: { T0: /^M8\b/ }, close: { T0: /^M9\b/ }, light: [/^M3 S[1-9]/, /^M5\b/] },
  'klipper-syringe': {
    select: { T0: /^SET_SERVO SERVO=head0 ANGLE=0/, T1: /^SET_SERVO SERVO=head1 ANGLE=0/ },
    open: { T1: /^SET_PIN PIN=valve1 VALUE=1/ },
    close: { T1: /^SET_PIN PIN=valve1 VALUE=0/ },
    light: [/^SET_PIN PIN=uv VALUE=(1|0\.\d)/, /^SET_PIN PIN=uv VALUE=0$/],
    push: /E[\d.]+/,
    set: (line) => [
      ...one(line, /HEATER=(extruder) TARGET=([\d.]+)/, 't'),
      ...one(line, /HEATER=heater_bed TARGET=([\d.]+)/, 'b'),
    ],
    waits: (line) => (/^TEMPERATURE_WAIT SENSOR=extruder/.test(line) ? ['tT0'] : []),
    rest: { t: 0, b: 0 },
  },
  'lulzbot-bio': { push: /E[\d.]+/ },
  'marlin-syringe': {
    select: { T0: /^T0$/, T1: /^T1$/ },
    push: /E[\d.]+/,
    light: [/^M106 P0 S[1-9]/, /^M107 P0/],
  },
  'oxygem-replistruder5': { select: { T0: /^T0$/ }, push: /E[\d.]+/ },
  printess: { push: /[BC][\d.]+/ },
  'rokit-invivo4d6': {
    select: tools(['D1', 'D2', 'D3', 'D4', 'D5', 'D6'], (name) => new RegExp(`^${name}$`)),
    // One valve for all: that of the chosen channel.
    open: { all: /^M301/ },
    close: { all: /^M330/ },
    light: [/^M384/, /^M173/],
    set: (line) => [...list(line, 'M306', 'p', rokitChannels), ...list(line, 'M308', 't', rokitChannels)],
    waits: (line) => (line === 'M109' ? rokitChannels.map((name) => `t${name}`) : []),
    rest: { p: 0, t: 27 },
  },
};

function startState() {
  return {
    at: { X: Number.NaN, Y: Number.NaN } as Record<string, number>,
    relative: false,
    selected: null as string | null,
    strandTool: '',
    inside: false,
    /** Highest strand so far, by well; and how high the wells stand out. */
    tops: new Map<string, number>(),
    well: '-',
    /** The next sideways motion leads to another well. */
    arriving: false,
    /** Pieces of all strands so far: x, y, x, y and height. */
    laid: [] as (readonly number[])[],
    open: new Set<string>(),
    light: false,
    set: new Map<string, number>(),
    waited: new Set<string>(),
  };
}

type State = ReturnType<typeof startState>;

function comment(state: State, line: string, profile: Profile, codes: Codes, blame: (what: string) => void): void {
  const well = /^;BIO:well=(\S+)/.exec(line)?.[1];
  if (well !== undefined && well !== state.well) {
    state.well = well;
    state.arriving = true;
  }
  if (line.startsWith(';BIO:end')) state.inside = false;
  if (!line.startsWith(';BIO:strand=')) return;
  state.inside = true;
  state.arriving = false;
  state.strandTool = / tool=(\S+)/.exec(line)![1];
  const { strandTool } = state;
  if (codes.select?.[strandTool] !== undefined && state.selected !== strandTool) {
    blame(`${strandTool} prints and ${state.selected} was selected`);
  }
  const wants =
    [...state.set.keys()].includes(`t${strandTool}`) || state.set.has(`t${heaterName(profile, strandTool)}`);
  if (wants && codes.waits !== undefined && !state.waited.has(`t${strandTool}`)) {
    blame(`${strandTool} prints before its temperature was reached`);
  }
}

const heaterName = ({ dialect }: Profile, tool: string): string =>
  dialect === 'klipper' && tool === 'T0' ? 'extruder' : tool;

interface Sheet {
  readonly profile: Profile;
  readonly codes: Codes;
  readonly rimMm: number;
  readonly blame: (what: string) => void;
}

function command(state: State, line: string, sheet: Sheet): void {
  const { codes } = sheet;
  for (const [tool, pattern] of Object.entries(codes.select ?? {})) if (pattern.test(line)) state.selected = tool;
  for (const [tool, pattern] of Object.entries(codes.open ?? {})) if (pattern.test(line)) state.open.add(tool);
  for (const [tool, pattern] of Object.entries(codes.close ?? {})) if (pattern.test(line)) state.open.delete(tool);
  if (codes.light?.[0].test(line)) state.light = true;
  if (codes.light?.[1].test(line)) state.light = false;
  for (const [name, value] of codes.set?.(line) ?? []) state.set.set(name, value);
  for (const name of codes.waits?.(line) ?? []) state.waited.add(name);
  if (/^G9[01]$/.test(line)) state.relative = line === 'G91';
  if (/^G92 /.test(line)) for (const [axis, value] of words(line)) if (/[XYZ]/.test(axis)) state.at[axis] = value;
  // Work systems of the machine's own: where that is, its maker knows.
  if (/^G5\d /.test(line)) state.at = { ...state.at, X: Number.NaN, Y: Number.NaN };
  if (/^G[01] /.test(line)) move(state, line, sheet);
}

const words = (line: string) =>
  [...line.matchAll(/([A-Z])(-?[\d.]+)/g)].map(([, letter, value]) => [letter, Number(value)] as const);

function move(state: State, line: string, sheet: Sheet): void {
  const { profile, codes, blame } = sheet;
  const heights = new Set(['Z', ...profile.tools.map(({ zWord }) => zWord)]);
  const before = { ...state.at };
  for (const [letter, value] of words(line).slice(1)) {
    if (!/[XY]/.test(letter) && !heights.has(letter)) continue;
    state.at[letter] = (state.relative ? (state.at[letter] ?? 0) : 0) + value;
  }
  judgeReach(state, sheet);
  // Out of a place that is unknown as well: NaN differs from everything but itself by name.
  const sideways = ['X', 'Y'].some((axis) => !Object.is(state.at[axis], before[axis]));
  const tool = profile.tools.find(({ id }) => id === (state.strandTool || state.selected));
  const height = state.at[tool?.zWord ?? 'Z'];
  if (state.inside) {
    state.tops.set(state.well, Math.max(state.tops.get(state.well) ?? 0, height));
    state.laid.push([before['X'], before['Y'], state.at['X'], state.at['Y'], height]);
    return;
  }
  if (!sideways) return;
  if (codes.push?.test(line.replace(/F[\d.]+/, ''))) blame('ink is pushed on a travel');
  if (state.open.size > 0) blame(`the valve of ${[...state.open]} is open on a travel`);
  const way = [before['X'], before['Y'], state.at['X'], state.at['Y']];
  const low = height < (state.tops.get(state.well) ?? 0) - 1e-6;
  if (low && state.laid.some((strand) => strand[4] > height + 1e-6 && distance(strand, way) < touchMm)) {
    blame(`drags at ${height} through strands`);
  }
  const highest = Math.max(sheet.rimMm, ...state.tops.values());
  if (state.arriving && height < highest - 1e-6) blame(`goes to another well at ${height}, below ${highest}`);
  state.arriving = false;
}

/** Nearer to the middle of a strand than this, the thinnest needle drags it along. */
const touchMm = 0.2;

/** Between two pieces of a way, mm; 0 where they cross. */
function distance([ax, ay, bx, by]: readonly number[], [cx, cy, dx, dy]: readonly number[]): number {
  const side = (px: number, py: number, qx: number, qy: number, x: number, y: number) =>
    Math.sign((qx - px) * (y - py) - (qy - py) * (x - px));
  const crosses =
    side(ax, ay, bx, by, cx, cy) !== side(ax, ay, bx, by, dx, dy) &&
    side(cx, cy, dx, dy, ax, ay) !== side(cx, cy, dx, dy, bx, by);
  if (crosses) return 0;
  const toPiece = (x: number, y: number, px: number, py: number, qx: number, qy: number) => {
    const length2 = (qx - px) ** 2 + (qy - py) ** 2;
    const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((x - px) * (qx - px) + (y - py) * (qy - py)) / length2));
    return Math.hypot(x - px - t * (qx - px), y - py - t * (qy - py));
  };
  return Math.min(
    toPiece(ax, ay, cx, cy, dx, dy),
    toPiece(bx, by, cx, cy, dx, dy),
    toPiece(cx, cy, ax, ay, bx, by),
    toPiece(dx, dy, ax, ay, bx, by),
  );
}

function judgeReach(state: State, { profile, blame }: Sheet): void {
  const { bed, tools: all } = profile;
  const tool = all.find(({ id }) => id === state.selected) ?? all[0];
  const by = tool.offsetBy === 'firmware' ? tool.offset : { x: 0, y: 0, z: 0 };
  for (const axis of ['x', 'y'] as const) {
    const at = state.at[axis.toUpperCase()] - by[axis];
    if (at < bed[axis][0] - 1e-3 || at > bed[axis][1] + 1e-3) blame(`${axis} ${at} lies beyond the machine`);
  }
  for (const letter of new Set(['Z', ...all.map(({ zWord }) => zWord)])) {
    const at = state.at[letter];
    if (at < bed.z[0] - 1e-3 || at > bed.z[1] + 1e-3) blame(`${letter} ${at} lies beyond the machine`);
  }
}
