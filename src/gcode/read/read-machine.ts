import type { Code } from '../../finding/codes/catalogue.ts';
import type { Finding } from '../../finding/finding.ts';
import { sentence } from '../../finding/sentence.ts';
import { motionFlag } from '../motion.ts';
import { addMark, createMarks, markKind } from '../reading/read-marks.ts';
import { startForeignStrand } from '../reading/read-strands.ts';
import { foldTotals } from '../reading/read-totals.ts';
import type { ReadEvent } from '../reading/reading.ts';
import { growMotionColumns, type MotionColumns } from '../reading/reading-columns.ts';
import { layerAtZ, risesOn } from './read-layers.ts';
import { nameTool, type ReadRules } from './read-rules.ts';
import type { Machine } from './read-state.ts';

const maxEvents = 1_000_000;
const clampNm = 2147483647;
const letterE = 4;

export function createMachine(
  rules: ReadRules,
  columns: MotionColumns,
  books: Pick<Machine, 'layers' | 'strands' | 'totals'>,
  limit: number,
): Machine {
  const machine: Machine = {
    rules,
    tools: [...rules.tools],
    columns,
    ...books,
    events: [],
    marks: createMarks(),
    findings: new Map(),
    limit,
    tooLarge: false,
    x: Number.NaN,
    y: Number.NaN,
    z: Number.NaN,
    ox: Number.NaN,
    oy: Number.NaN,
    oz: Number.NaN,
    start: [0, 0, 0],
    placed: 0,
    unit: 1e6,
    relative: false,
    plungerRelative: rules.plungerRelative,
    arcAbsolute: false,
    inverseTime: false,
    curveEnd: [0, 0],
    plungerDoubt: 0,
    chosen: false,
    selected: false,
    motion: -1,
    plane: 17,
    speed: Number.NaN,
    speedFactor: 1,
    flowFactors: new Float64Array(256).fill(1),
    limitChanges: [],
    coldGuards: [],
    tool: 0,
    word: -1,
    wordBit: 0,
    perUnit: Number.NaN,
    perUnitAtRest: Number.NaN,
    byFlag: false,
    byPlunger: false,
    zLetter: 25,
    zBit: 1 << 25,
    valveOpen: false,
    valves: new Uint8Array(256),
    openedAt: -1,
    restedS: 0,
    shotS: [],
    lamps: new Set(),
    heaters: new Set(),
    targets: new Map(),
    pressures: new Float64Array(256),
    plunger: new Float64Array(26),
    pushed: new Float64Array(256),
    asides: new Float64Array(26).fill(Number.NaN),
    parkedZ: new Float64Array(26),
    shift: new Float64Array(3),
    systems: new Float64Array(27),
    system: 0,
    volumetric: Number.NaN,
    endedBy: null,
    commands: 0,
    odd: 0,
    strange: 0,
    line: 0,
    at: 0,
  };
  // Born as NaN, so that the engine keeps these fields as doubles from the start: one that begins as a whole number and
  // takes a fraction later makes it throw away what it has compiled.
  machine.x = machine.y = machine.z = machine.ox = machine.oy = machine.oz = machine.speed = 0;
  activate(machine, 0);
  return machine;
}

/** Makes a tool active: what its words mean, and where its tip is; a jump of the tip becomes a row. */
export function activate(m: Machine, tool: number): void {
  const old = m.tools[m.tool];
  const next = m.tools[tool];
  m.tool = tool;
  m.word = next.word;
  m.wordBit = next.word < 0 ? 0 : 1 << next.word;
  m.perUnitAtRest = Number.isNaN(m.volumetric) ? next.volumePerUnit : m.volumetric;
  // Only E is scaled (Marlin planner.cpp, e_factor; Klipper gcode_move.py, cmd_G1).
  m.perUnit = next.word === letterE ? m.perUnitAtRest * m.flowFactors[tool] : m.perUnitAtRest;
  if (!m.rules.scalesMovesOnly) m.perUnitAtRest = m.perUnit;
  m.byFlag = next.by === 'flag';
  m.byPlunger = next.by === 'plunger';
  m.valveOpen = m.valves[tool] === 1;
  if (next.zLetter !== m.zLetter) {
    m.parkedZ[m.zLetter] = m.z - m.oz;
    m.z = m.parkedZ[next.zLetter] + m.oz;
    m.zLetter = next.zLetter;
    m.zBit = 1 << next.zLetter;
  }
  m.x += next.offset[0] - old.offset[0];
  m.y += next.offset[1] - old.offset[1];
  m.z += next.offset[2] - old.offset[2];
  placeOrigin(m);
  standElsewhere(m);
}

/** The tip stands elsewhere without a way: another tool's, or a place that gets its first name. Before any row it starts there. */
export function standElsewhere(m: Machine): void {
  const { columns: c, totals } = m;
  const [x, y, z] = [Math.round(m.x), Math.round(m.y), Math.round(m.z)];
  if (c.count === 0 && totals.rows === 0) {
    m.start = [x, y, z];
    Object.assign(totals, { x, y, z });
    return;
  }
  const last = c.count - 1;
  if (last >= 0 && (c.x[last] !== x || c.y[last] !== y || c.z[last] !== z)) pushRow(m, 0, motionFlag.jump);
}

/** A tool change the file asks for; numbers no profile knows become new tools. */
export function selectTool(m: Machine, index: number): void {
  if (!Number.isInteger(index) || index < 0 || index > 250) return;
  let row = m.tools.findIndex((tool) => tool.index === index);
  if (row < 0) {
    if (m.tools.length >= 250) return;
    row = m.tools.push(nameTool(index)) - 1;
    if (!m.rules.guessed) {
      remark(m, 'unknown-tool', 'warn', `the file selects T${index}, which the printer does not have`);
    }
  }
  changeTool(m, row);
}

export function changeTool(m: Machine, row: number): void {
  if (row === m.tool) {
    if (!m.selected) addMark(m, markKind.change);
    m.selected = true;
    return;
  }
  m.selected = true;
  activate(m, row);
  addMark(m, markKind.change);
  addEvent(m, { kind: 'tool', tool: row, line: m.line, motion: m.columns.count });
}

/** Recomputes where written zero lies after an offset has changed; the tip does not move. */
export function placeOrigin(m: Machine): void {
  const { offset } = m.tools[m.tool];
  const system = m.system * 3;
  m.ox = m.shift[0] + m.systems[system] + offset[0];
  m.oy = m.shift[1] + m.systems[system + 1] + offset[1];
  m.oz = m.shift[2] + m.systems[system + 2] + offset[2];
}

/** A straight move to `x y z` (nm), `pushed` units of the plunger on the way. */
export function moveTo(m: Machine, x: number, y: number, z: number, pushed: number, flags: number): void {
  const moved = x !== m.x || y !== m.y || z !== m.z;
  if (!moved && pushed === 0) return;
  let volume = pushed === 0 ? 0 : pushed * (moved ? m.perUnit : m.perUnitAtRest);
  let bits = flags;
  if (!moved) {
    bits |= motionFlag.plungerOnly;
  } else if (m.byPlunger ? pushed > 0 : m.valveOpen || (m.byFlag && pushed > 0)) {
    bits |= motionFlag.extrudes;
    if (!m.byPlunger) volume = Number.NaN;
  }
  if (m.speed === 0 && !m.inverseTime && (flags & motionFlag.rapid) === 0) noteNoFeed(m);
  if (!m.byPlunger && !moved) return; // A flag without a way opens nothing that a row could show.
  m.pushed[m.tool] += pushed;
  m.x = x;
  m.y = y;
  m.z = z;
  pushRow(m, volume, bits);
}

/**
 * Ink laid at a standstill: a strand of its own without a length. A file of ours says which of its strands are such dots;
 * elsewhere its valves only wait before they move.
 */
export function layDrop(m: Machine, seconds: number): void {
  const { named, current, fresh, columns } = m.strands;
  if (named) {
    if (current >= 0 && fresh && columns.open[current] > 0) {
      pushRow(m, columns.volume[current], motionFlag.extrudes | motionFlag.drop);
    }
    return;
  }
  m.strands.current = -1;
  pushRow(m, Number.NaN, motionFlag.extrudes | motionFlag.drop);
  if (m.strands.current >= 0) m.strands.columns.open[m.strands.current] = seconds;
  m.strands.current = -1;
}

/** A motion before any F: how fast it is stands in the machine, and times take its top speed. */
function noteNoFeed(m: Machine): void {
  const what = 'the needle moves before a feed rate (F) is set: at what speed, only the machine knows; GRBL stops';
  remark(m, 'no-feed', 'warn', what, 'write an F on the first move');
}

function pushRow(m: Machine, volume: number, flags: number): void {
  const c = m.columns;
  if (c.count === c.capacity) makeRoom(m);
  const z = Math.round(m.z);
  const extrudes = (flags & motionFlag.extrudes) !== 0;
  if (extrudes && z !== m.layers.zNm) {
    if (m.strands.current < 0 || m.strands.named || !risesOn(m, z)) layerAtZ(m, z);
  }
  const row = c.count;
  let strand = -1;
  if (m.strands.named) {
    if ((flags & (motionFlag.plungerOnly | motionFlag.jump)) === 0) strand = m.strands.current;
  } else if (extrudes) {
    strand = m.strands.current < 0 ? startForeignStrand(m) : m.strands.current;
  } else m.strands.current = -1;
  if (strand >= 0 && m.strands.fresh) {
    m.strands.fresh = false;
    m.strands.columns.firstMotion[strand] = row;
  }
  const x = Math.round(m.x);
  const y = Math.round(m.y);
  if (x > clampNm || x < -clampNm || y > clampNm || y < -clampNm || z > clampNm || z < -clampNm) outOfRange(m);
  c.x[row] = x > clampNm ? clampNm : x < -clampNm ? -clampNm : x;
  c.y[row] = y > clampNm ? clampNm : y < -clampNm ? -clampNm : y;
  c.z[row] = z > clampNm ? clampNm : z < -clampNm ? -clampNm : z;
  c.volume[row] = volume;
  c.speed[row] = (flags & motionFlag.plungerOnly) !== 0 && m.rules.scalesMovesOnly ? m.speed / m.speedFactor : m.speed;
  c.flags[row] = flags;
  c.tool[row] = m.tool;
  c.layer[row] = m.layers.current;
  c.strand[row] = strand;
  c.line[row] = m.line;
  c.offset[row] = m.at;
  c.count = row + 1;
}

/** Doubles the columns, or at the limit counts what they hold and begins anew. */
function makeRoom(m: Machine): void {
  if (m.columns.count < m.limit) {
    growMotionColumns(m.columns);
    return;
  }
  m.tooLarge = true;
  foldTotals(m.totals, m.columns, 0, m.columns.count);
  m.columns.count = 0;
  m.strands.columns.count = 0;
  m.strands.current = -1;
}

function outOfRange(m: Machine): void {
  remark(m, 'position-out-of-range', 'refuse', 'a position lies more than 2.1 m from the origin');
}

export function addEvent(m: Machine, event: ReadEvent): void {
  if (m.events.length < maxEvents) m.events.push(event);
  else remark(m, 'too-many-events', 'note', `more than ${maxEvents} dwells and settings; the rest is not listed`);
}

/** A finding of the file, told once with its first line and the number of lines it holds for. */
export function remark(m: Machine, code: Code, severity: Finding['severity'], what: string, fix?: string): void {
  const known = m.findings.get(code);
  if (known) {
    known.count++;
    return;
  }
  const finding: Finding = {
    gate: 'plan',
    code,
    severity,
    where: { line: m.line },
    what: sentence(what),
    ...(fix ? { fix: sentence(fix) } : {}),
  };
  m.findings.set(code, { finding, count: 1 });
}
