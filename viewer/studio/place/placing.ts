import type { Standing } from '../../../src/plan/plan-facts.ts';
import type { Bounds } from '../../data/print.ts';
import { at, type Changes, isMap, type JobData, keysOf } from '../form/job-data.ts';

type Vector = readonly [x: number, y: number, z: number];

/** Along which axis a part is moved (mm) or turned (degrees), and how far. */
export interface Step {
  readonly key: 'move' | 'rotate';
  readonly axis: 0 | 1 | 2;
  readonly by: number;
}

/** What a part says of its move or its turns; zeros where it says nothing. */
export function vectorOf(data: JobData, part: number, key: Step['key']): Vector {
  const given = at(data, ['parts', part, key]);
  const value = (axis: number) => (Array.isArray(given) && typeof given[axis] === 'number' ? given[axis] : 0);
  return [value(0), value(1), value(2)];
}

/** Settings of a part that is moved or turned further; back at where it began, the setting goes. */
export function stepped(data: JobData, part: number, steps: readonly Step[]): Changes {
  const keys = [...new Set(steps.map(({ key }) => key))];
  return keys.map((key) => {
    const value = [...vectorOf(data, part, key)];
    for (const step of steps) if (step.key === key) value[step.axis] = rounded(value[step.axis] + step.by);
    const turned = key === 'rotate' ? value.map((angle) => rounded(angle % 360)) : value;
    return { path: ['parts', part, key], value: turned.every((each) => each === 0) ? undefined : turned };
  });
}

/**
 * What adds a mesh to a job, so that the middle of its bounds comes to lie over a point (from the middle
 * of its well; on the bare bed from the middle of the construct) and its bottom on the floor, while everything else stays where it is. The ink is the first, the lay-down that of the last part.
 */
export function addedPart(
  data: JobData,
  mesh: string,
  bounds: Bounds,
  [x, y]: readonly [number, number],
  standing: Standing,
): Changes {
  const { offset, place, parts } = standing;
  const before = bottomMiddle(parts.map((part) => part.bounds));
  const after = bottomMiddle([...parts.map((part) => part.bounds), bounds]);
  // The construct is put together anew around another middle: its place makes up for that.
  const change = [0, 1, 2].map((axis) => rounded(after[axis] - before[axis]));
  const own = bottomMiddle([bounds]);
  const move = [x - offset[0] - own[0] + before[0], y - offset[1] - own[1] + before[1], before[2] - own[2] - place[2]];
  const inks = keysOf(data, ['inks']);
  const given = at(data, ['parts']);
  const last: unknown = Array.isArray(given) ? given.at(-1) : undefined;
  const laydown = isMap(last) ? last['laydown'] : undefined;
  const part = {
    mesh,
    ...(inks.length > 0 ? { ink: inks[0] } : {}),
    ...(laydown === undefined ? {} : { laydown }),
    move: move.map(rounded),
  };
  const moved = change.flatMap((by, axis) =>
    by === 0 ? [] : [{ path: ['place', 'xyz'[axis]], value: rounded(place[axis] + by) }],
  );
  return [{ path: ['parts', Array.isArray(given) ? given.length : 0], value: part }, ...moved];
}

/** Middle in x and y, bottom in z. */
export function bottomMiddle(all: readonly Bounds[]): Vector {
  const least = (axis: number) => Math.min(...all.map(({ min }) => min[axis]));
  const most = (axis: number) => Math.max(...all.map(({ max }) => max[axis]));
  return [(least(0) + most(0)) / 2, (least(1) + most(1)) / 2, least(2)];
}

/** To the micrometre. */
const rounded = (value: number): number => Math.round(value * 1000) / 1000 + 0;
