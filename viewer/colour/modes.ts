import { noWell } from '../../src/finding/well-name.ts';
import { type Category, type Print, type PrintStrands, widthAt } from '../data/print.ts';
import { runSpeeds } from '../data/run-speed.ts';
import { conditionOf, wellsByRow } from '../data/wells.ts';
import { conditionsOf } from './conditions.ts';
import type { Limit } from './ramps.ts';

interface ModeWords {
  readonly title: string;
  /** One sentence for the legend. */
  readonly about: string;
}

interface CategoryKind extends ModeWords {
  readonly kind: 'category';
  readonly entries: (print: Print) => readonly Category[];
  readonly ofStrand: (print: Print, strand: number) => number;
  /** Why the file has no such categories; null where it has. */
  readonly empty?: (print: Print) => string | null;
}

interface ValueKind extends ModeWords {
  readonly kind: 'value';
  readonly unit: string;
  /** NaN where the file has no such number. */
  readonly of: (print: Print, strand: number, row: number) => number;
  /** Whether rows of one strand may differ. */
  readonly byRow: boolean;
  /** A limit that goes without saying in the field, if any; the job's own comes first. */
  readonly limitKey?: string;
  readonly wrong?: Limit['wrong'];
  /** Counts, not measures: the legend then counts too. */
  readonly whole?: boolean;
  /** The column behind it, where most files of other programs leave it empty: looked through as it is, many times faster. */
  readonly column?: (strands: PrintStrands) => Float32Array;
  /** Why it is empty, where the usual words do not say it. */
  readonly whyEmpty?: string;
}

/** One number a strand. */
function byStrand(
  title: string,
  unit: string,
  about: string,
  of: (print: Print, strand: number) => number,
  more: Partial<Pick<ValueKind, 'limitKey' | 'wrong' | 'whole' | 'column' | 'whyEmpty'>> = {},
): ValueKind {
  return { title, unit, about, kind: 'value', byRow: false, of, ...more };
}

const nothing: Category = { name: '', detail: '', lengthMm: 0, volumeUl: 0, timeS: 0 };

/** Every mode by its id (in addresses too), in the order of the list: a new one is an entry here. */
const table = {
  ink: {
    title: 'Ink',
    about: 'The ink each strand is made of.',
    kind: 'category',
    entries: (print) => print.inks,
    ofStrand: (print, strand) => print.strands.ink[strand],
  },
  role: {
    title: 'Role',
    about: 'What the strand is for: contour, lattice, fill, prime or purge.',
    kind: 'category',
    entries: (print) => print.roles,
    ofStrand: (print, strand) => print.strands.role[strand],
  },
  tool: {
    title: 'Tool',
    about: 'The tool head that lays the strand down.',
    kind: 'category',
    entries: (print) => print.tools,
    ofStrand: (print, strand) => print.strands.tool[strand],
  },
  well: {
    title: 'Well',
    about: 'The well that the strand lies in.',
    kind: 'category',
    entries: (print) => {
      const wells = wellsByRow(print);
      return print.wellNames.map((name, row) => wells[row] ?? { ...nothing, name: name === noWell ? 'no well' : name });
    },
    ofStrand: (print, strand) => print.strands.well[strand],
    empty: (print) => (print.wells.length > 0 ? null : 'The file names no wells.'),
  },
  condition: {
    title: 'Condition',
    about: 'The condition of the experiment: wells with equal settings have one colour.',
    kind: 'category',
    entries: (print) => conditionsOf(print).entries,
    ofStrand: (print, strand) => conditionsOf(print).ofWell[print.strands.well[strand]],
    empty: (print) =>
      print.wells.some((well) => Number.isFinite(conditionOf(well))) ? null : 'The file has no conditions of a sweep.',
  },
  order: byStrand(
    'Strand order',
    '',
    'When in its layer the strand is laid down, first to last.',
    (p, s) => p.strands.order[s] + 1,
    { whole: true },
  ),
  speed: {
    title: 'Speed',
    unit: 'mm/s',
    about: 'Speed of the needle while ink flows.',
    kind: 'value',
    byRow: true,
    of: (print, _strand, row) => print.speed[row],
  },
  flow: {
    title: 'Flow',
    unit: 'µL/s',
    about: 'Ink leaving the needle.',
    kind: 'value',
    byRow: true,
    of: flowOf,
    column: ({ flow }) => flow,
  },
  width: {
    title: 'Width',
    unit: 'mm',
    about: 'Width of the strand, where it varies that of each place.',
    kind: 'value',
    byRow: true,
    of: widthAt,
  },
  'run-speed': {
    title: 'Speed as run',
    unit: 'mm/s',
    about: 'Mean speed on each move as the machine runs it, with acceleration.',
    kind: 'value',
    byRow: true,
    of: (print, _strand, row) => runSpeeds(print)[row],
  },
  'laid-width': {
    title: 'Width as laid',
    unit: 'mm',
    about: 'Width of what really lies: a valve lays by time, so the ink is wider where the needle slows down.',
    kind: 'value',
    byRow: true,
    of: (print, _strand, row) => print.laid.width[row] ?? Number.NaN,
    whyEmpty: 'Only valves lay another width than planned, and only a plan of bioweft says their flow.',
  },
  deposit: {
    title: 'Deposit',
    unit: '%',
    about: 'Ink that really lies on each move, of what its strand was planned to have there.',
    kind: 'value',
    byRow: true,
    of: depositOf,
    whyEmpty: 'Only valves lay more or less than planned, and only a plan of bioweft says their flow.',
  },
  height: byStrand('Height', 'mm', 'Height of the strand.', (p, s) => p.strands.height[s]),
  pressure: byStrand('Pressure', 'kPa', 'Pressure that drives the ink.', (p, s) => p.strands.kpa[s], {
    limitKey: 'pressure',
    wrong: 'above',
    column: ({ kpa }) => kpa,
  }),
  shear: byStrand(
    'Wall shear',
    'Pa',
    'Shear stress at the wall of the needle: what hurts cells.',
    (p, s) => p.strands.shear[s],
    { limitKey: 'shear', wrong: 'above', column: ({ shear }) => shear },
  ),
  residence: byStrand(
    'Residence',
    's',
    'Time the ink spends in the needle under shear.',
    (p, s) => p.strands.residence[s],
    { column: ({ residence }) => residence },
  ),
  viability: byStrand(
    'Viability',
    '%',
    'Cells predicted alive after the needle.',
    (p, s) => 100 * p.strands.viability[s],
    { limitKey: 'viability', wrong: 'below', column: ({ viability }) => viability },
  ),
  dose: byStrand(
    'Light dose',
    'mJ/cm²',
    'Light on the strand by the end of the print, nothing taken off for the ink above.',
    (p, s) => p.strands.dose[s],
    {
      limitKey: 'dose',
      wrong: 'above',
      column: ({ dose }) => dose,
      whyEmpty: 'The file has no cure steps with a known irradiance.',
    },
  ),
  age: byStrand('Age', 'min', 'Time since the cells left the incubator.', (p, s) => p.strands.age[s] / 60, {
    limitKey: 'age',
    wrong: 'above',
    column: ({ age }) => age,
  }),
  temperature: byStrand('Temperature', '°C', 'Set temperature of the cartridge.', (p, s) => p.strands.celsius[s], {
    column: ({ celsius }) => celsius,
  }),
  'layer-time': byStrand(
    'Layer time',
    's',
    'Time the whole layer takes, in all wells.',
    (p, s) => p.layers[p.strands.layer[s]]?.timeS ?? Number.NaN,
  ),
} satisfies Readonly<Record<string, CategoryKind | ValueKind>>;

export type FixedId = keyof typeof table;
/** Of the report alone. */
const reportModeIds = ['lost', 'outside', 'ink-share'] as const;
export type ReportModeId = (typeof reportModeIds)[number];
/** Modes of every print, and those that only some bring along: a report, another file, a setting that wells differ in. */
export type ModeId = FixedId | ReportModeId | 'compare' | `setting:${string}`;
export type CategoryMode = CategoryKind & { readonly id: ModeId };
export type ValueMode = ValueKind & { readonly id: ModeId };
/** A way to colour strands: by what they are (category) or by a number. */
export type Mode = CategoryMode | ValueMode;

const fixedIds = Object.keys(table) as readonly FixedId[];

type FixedMode = Mode & { readonly id: FixedId };
const byId = Object.fromEntries(fixedIds.map((id) => [id, { id, ...table[id] }])) as Readonly<
  Record<FixedId, FixedMode>
>;

/** The modes of every print. */
export const modes: readonly FixedMode[] = fixedIds.map((id) => byId[id]);

export function modeById(id: FixedId): Mode {
  return byId[id];
}

/** Whether an id may be that of a mode, of this print or of another. */
export function isModeId(id: string): id is ModeId {
  const brought = id === 'compare' || reportModeIds.some((known) => known === id) || id.startsWith('setting:');
  return brought || id in byId;
}

/** Categories whose hidden ones stay hidden in every mode; all others are hidden only while their own mode is on. */
const lastingCategories = ['ink', 'role', 'tool', 'well'] as const;
export type LastingCategory = (typeof lastingCategories)[number];

export function lastingOf(id: ModeId): LastingCategory | null {
  return lastingCategories.find((category) => category === id) ?? null;
}

/** µL/s; NaN where the file tells neither flow nor volume. */
export function flowOf(print: Print, strand: number, row: number): number {
  const reported = print.strands.flow[strand];
  if (reported > 0) return reported;
  const { path, volume, speed } = print;
  const at = 4 * row;
  const dx = path[at + 4] - path[at];
  const dy = path[at + 5] - path[at + 1];
  const dz = path[at + 6] - path[at + 2];
  const length = Math.sqrt(dx * dx + dy * dy + dz * dz);
  return length > 0 ? (volume[row] * speed[row]) / length : Number.NaN;
}

/** %: of the row, or of the whole strand where it stands still. */
function depositOf(print: Print, strand: number, row: number): number {
  const laid = print.laid.ul[row];
  const { lengthMm, volume } = print.strands;
  if (!(laid >= 0) || !(volume[strand] > 0) || !(lengthMm[strand] > 0)) return Number.NaN;
  const at = 4 * row;
  const { path } = print;
  const mm = Math.hypot(path[at + 4] - path[at], path[at + 5] - path[at + 1], path[at + 6] - path[at + 2]);
  return mm > 0 ? (100 * laid * lengthMm[strand]) / (volume[strand] * mm) : Number.NaN;
}

const reasons = new WeakMap<Print, Map<ModeId, string | null>>();

/** Why a mode has nothing to show for this file, or null where it has. */
export function whyEmpty(mode: Mode, print: Print): string | null {
  const known = reasons.get(print) ?? new Map<ModeId, string | null>();
  reasons.set(print, known);
  let reason = known.get(mode.id);
  if (reason === undefined) known.set(mode.id, (reason = findReason(mode, print)));
  return reason;
}

function findReason(mode: Mode, print: Print): string | null {
  if (mode.kind === 'category') return mode.empty?.(print) ?? null;
  if (tells(mode, print)) return null;
  if (mode.whyEmpty !== undefined) return mode.whyEmpty;
  return print.own ? 'The plan has no such numbers for its inks.' : 'The file has no such data.';
}

function tells(mode: ValueMode, print: Print): boolean {
  const { strands } = print;
  // Without flows of the strands, moves tell theirs by the volume they give.
  if (mode.id === 'flow' && print.totals.volumeUl > 0) return true;
  const column = mode.column?.(strands);
  const { endRow } = strands;
  for (let s = 0; s < strands.count; s++) {
    if (Number.isFinite(column ? column[s] : mode.of(print, s, strands.firstRow[s]))) return true;
    // Moves of one strand may differ: one of them is enough.
    if (mode.byRow && !column && endRow[s] > 0 && Number.isFinite(mode.of(print, s, endRow[s] - 1))) return true;
  }
  return false;
}
