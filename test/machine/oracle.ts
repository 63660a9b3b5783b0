import type { Profile } from '../../src/printer/profile.ts';

/**
 * A second opinion on what a machine does with a file, which shares no code with the model: lines are split by regular
 * expressions, positions are those of the axes as written, and a chain of moves is not planned by its segments but cut
 * into thousands of short pieces whose speeds are worked out forwards and backwards. Valves are a list of times.
 */
export interface Opinion {
  readonly totalS: number;
  /** s that each valve is open, by tool id, and µL by the flow that the strand's comment tells. */
  readonly openS: ReadonlyMap<string, number>;
  readonly ul: ReadonlyMap<string, number>;
  /** µL of all valves while the needle stands or moves within a square, mm as written. */
  readonly insideUl: number;
}

/** A square about (x, y), mm. */
interface Square {
  readonly x: number;
  readonly y: number;
  readonly half: number;
}
const anywhere: Square = { x: 0, y: 0, half: Number.POSITIVE_INFINITY };

interface Leg {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly speed: number;
  /** The line lets ink flow by its own word. */
  readonly flags: boolean;
}

const piecesPerLeg = 200;
const settles = /^(M400|M109|M190|M0\b|M1\b|M226|G4|PAUSE|TEMPERATURE_WAIT)/;

export function secondOpinion(text: string, profile: Profile, square: Square = anywhere): Opinion {
  const { dialect, motion } = profile;
  const stops = dialect !== 'klipper' && dialect !== 'rrf';
  const perSecond = dialect === 'grbl' ? 1 : 1000;
  const axes = new Map<string, number>();
  const openS = new Map<string, number>();
  const ul = new Map<string, number>();
  let legs: Leg[] = [];
  let tool = profile.tools[0];
  let [speed, flow, now, insideUl] = [motion.travelSpeed, 0, 0, 0];
  let [open, changed, absolute] = [false, false, true];
  /** Ink of a stretch of time. */
  const pour = (seconds: number, x: number, y: number, flowing = open) => {
    if (!flowing) return;
    openS.set(tool.id, (openS.get(tool.id) ?? 0) + seconds);
    ul.set(tool.id, (ul.get(tool.id) ?? 0) + seconds * flow);
    if (Math.max(Math.abs(x - square.x), Math.abs(y - square.y)) <= square.half + 1e-6) insideUl += seconds * flow;
  };
  const run = () => {
    for (const { seconds, x, y, flags } of ride(legs, profile)) {
      now += seconds;
      pour(seconds, x, y, open || flags);
    }
    legs = [];
  };
  for (const line of text.split('\n')) {
    const select = /^; tool (\S+)/.exec(line);
    if (select !== null) {
      run();
      tool = profile.tools.find(({ id }) => id === select[1]) ?? tool;
      now += tool.changeSeconds;
      changed = true;
      continue;
    }
    const strand = /^;BIO:strand=.* flow=(\S+)/.exec(line);
    if (strand !== null) flow = Number(strand[1]);
    const command = line.replace(/[;(].*/, '').trim();
    if (command === '') continue;
    const { dispenser } = tool;
    if (dispenser.by !== 'plunger') {
      const fits = (lines: readonly string[]) =>
        lines.some(
          (wanted) => command.split(' ')[0] === wanted.split(' ')[0] && sameOutput(command, wanted, tool.index),
        );
      const [opens, closes] = [fits(dispenser.open), fits(dispenser.close)];
      if (opens !== closes) {
        if (stops) run();
        else if (legs.length > 0) run();
        open = opens;
      }
    }
    if (settles.test(command) || (dialect === 'grbl' && /^M[3-9]\b/.test(command))) run();
    if (command.startsWith('G4')) {
      const seconds = Number(/P([\d.]+)/.exec(command)?.[1] ?? 0) / perSecond;
      now += seconds;
      pour(seconds, axes.get('X') ?? 0, axes.get('Y') ?? 0);
      continue;
    }
    if (/^G9[01]\b/.test(command)) absolute = command.startsWith('G90');
    if (/^G92\b/.test(command)) {
      for (const [, letter, value] of command.slice(3).matchAll(/([A-Z])(-?[\d.]+)/g)) axes.set(letter, Number(value));
    }
    if (!/(^|\s)G[01]\s/.test(command)) continue;
    const before = new Map(axes);
    const words = [...command.replace(/^.*?G[01]\s/, '').matchAll(/([A-Z])(-?[\d.]+)/g)];
    for (const [, letter, value] of words) {
      if (letter === 'F') speed = Number(value) / 60;
      else axes.set(letter, Number(value) + (absolute ? 0 : (axes.get(letter) ?? 0)));
    }
    const letters = ['X', 'Y', tool.zWord];
    const at = (all: Map<string, number>) => letters.map((letter) => all.get(letter) ?? 0);
    const [from, to] = [at(before), at(axes)];
    if (Math.hypot(...to.map((value, i) => value - from[i])) > 0) {
      const pushes = dispenser.by === 'flag' && words.some(([, letter]) => letter === dispenser.word);
      legs.push({ from, to, speed, flags: pushes });
    } else {
      run();
      const ways = words.flatMap(([, letter, value]) => {
        if (letter === 'F' || letters.includes(letter)) return [];
        const increments = dispenser.by === 'plunger' && dispenser.word === letter && dispenser.relative;
        if (increments) return [Math.abs(Number(value))];
        const known = before.get(letter);
        return known === undefined ? [] : [Math.abs(axes.get(letter)! - known)];
      });
      now += alone(ways, speed, motion.acceleration);
    }
  }
  run();
  if (!changed) throw new Error('the file selects no tool');
  return { totalS: now, openS, ul, insideUl };
}

/** The same command with the same output and state: only the words that the profile writes as numbers count. */
function sameOutput(command: string, wanted: string, index: number): boolean {
  const words = wanted.replaceAll('{tool}', String(index)).split(' ').slice(1);
  return words.filter((word) => !word.includes('{')).every((word) => command.split(' ').includes(word));
}

/** Plungers and axes beside the tip's that move alone: a trapezoid over the longest way. */
function alone(ways: readonly number[], speed: number, a: number): number {
  const way = Math.max(0, ...ways);
  if (way === 0) return 0;
  return way > (speed * speed) / a ? way / speed + speed / a : 2 * Math.sqrt(way / a);
}

/** The pieces of a chain from rest to rest, with the time that each takes and where it lies. */
function* ride(
  legs: readonly Leg[],
  { motion, dialect }: Profile,
): Generator<{ seconds: number; x: number; y: number; flags: boolean }> {
  if (legs.length === 0) return;
  const { acceleration: a, maxSpeed } = motion;
  const limits = [maxSpeed.x, maxSpeed.y, maxSpeed.z];
  const most: number[] = [0];
  const step: number[] = [];
  const places: [x: number, y: number, flags: boolean][] = [];
  let last: number[] | null = null;
  for (const { from, to, speed, flags } of legs) {
    const way = to.map((value, i) => value - from[i]);
    const length = Math.hypot(...way);
    const unit = way.map((value) => value / length);
    const free = dialect === 'grbl' && speed === 0;
    const top = Math.min(free ? 1e9 : speed, ...limits.map((limit, i) => limit / Math.max(1e-12, Math.abs(unit[i]))));
    if (last !== null) {
      const corner = cornerOf(last, unit, motion, dialect, length);
      most[most.length - 1] = Math.min(most[most.length - 1], corner, top);
    }
    for (let i = 1; i <= piecesPerLeg; i++) {
      step.push(length / piecesPerLeg);
      const share = (i - 0.5) / piecesPerLeg;
      places.push([from[0] + way[0] * share, from[1] + way[1] * share, flags]);
      most.push(top);
    }
    last = unit;
  }
  most[most.length - 1] = 0;
  for (let i = 1; i < most.length; i++) most[i] = Math.min(most[i], Math.sqrt(most[i - 1] ** 2 + 2 * a * step[i - 1]));
  for (let i = most.length - 2; i >= 0; i--) most[i] = Math.min(most[i], Math.sqrt(most[i + 1] ** 2 + 2 * a * step[i]));
  for (let i = 0; i < step.length; i++) {
    const [x, y, flags] = places[i];
    yield { seconds: (2 * step[i]) / (most[i] + most[i + 1]), x, y, flags };
  }
}

/** Speed at a corner by the published rules: angle between the legs from their dot product. */
function cornerOf(
  a: readonly number[],
  b: readonly number[],
  { junction, acceleration }: Profile['motion'],
  dialect: string,
  after: number,
): number {
  const turn = Math.acos(
    Math.max(
      -1,
      Math.min(
        1,
        a.reduce((sum, value, i) => sum + value * b[i], 0),
      ),
    ),
  );
  if (junction.by === 'jerk') return junction.speed / Math.max(1e-9, ...a.map((value, i) => Math.abs(value - b[i])));
  if (turn < 1e-3) return Number.POSITIVE_INFINITY;
  if (turn > Math.PI - 1e-3) return 0;
  const half = Math.cos(turn / 2);
  const round = half / (1 - half);
  if (junction.by === 'square') return junction.speed * Math.sqrt((Math.SQRT2 - 1) * round);
  const speed = Math.sqrt(acceleration * junction.distance * round);
  return dialect !== 'grbl' && after < 1 && turn < Math.PI / 4
    ? Math.min(speed, Math.sqrt((acceleration * after) / turn))
    : speed;
}
