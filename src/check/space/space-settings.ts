import type { JobChange, JobSetting } from '../../finding/finding.ts';
import { decimals } from '../../finding/number-words.ts';
import type { Job } from '../../job/job.ts';
import { placeOf } from '../../job/place.ts';
import type { Program } from '../../program/program.ts';
import type { ProgramPath } from '../../program/program-path.ts';
import type { PlacedVessel } from '../../vessel/place-vessel.ts';
import type { Way } from './clearing-way.ts';

/** A number of the job: its keys, and what it is now, mm. */
interface Length {
  readonly path: JobSetting['path'];
  readonly mm: number;
}

/** What a job says of where its construct stands and of what prints it: what a gate of space may propose to change. */
export interface SpaceSettings {
  readonly x: Length;
  readonly y: Length;
  /** Key of the ink in each tool. */
  readonly inks: Readonly<Record<string, string>>;
}

export function spaceSettings(job: Job, { header }: Program, vessel: PlacedVessel): SpaceSettings {
  const place = placeOf(job);
  // A bare bed has one well, which is where the construct stands; in a vessel it is measured from the middle of a well.
  const middle = vessel.kind === 'none' ? vessel.wells[0] : { x: 0, y: 0 };
  const keys = (axis: 'x' | 'y') => (job.at === undefined ? ['place', axis] : ['at', axis === 'x' ? 0 : 1]);
  return {
    x: { path: keys('x'), mm: place.x ?? middle.x },
    y: { path: keys('y'), mm: place.y ?? middle.y },
    inks: Object.fromEntries(header.tools.map(({ tool, ink }) => [tool, ink])),
  };
}

/** The construct moved, as a change of the job. */
export function moveChange({ x, y }: SpaceSettings, [dx, dy]: Way): JobChange {
  const words = [
    ...(dx === 0 ? [] : [`${decimals(Math.abs(dx), 2)} mm to the ${dx > 0 ? 'right' : 'left'}`]),
    ...(dy === 0 ? [] : [`${decimals(Math.abs(dy), 2)} mm to the ${dy > 0 ? 'back' : 'front'}`]),
  ];
  const [first, ...also] = [
    ...(dx === 0 ? [] : [{ path: x.path, value: rounded(x.mm + dx) }]),
    ...(dy === 0 ? [] : [{ path: y.path, value: rounded(y.mm + dy) }]),
  ];
  return { what: `The construct ${words.join(' and ')}`, ...first, ...(also.length === 0 ? {} : { also }) };
}

/** To the micrometre. */
const rounded = (mm: number): number => Math.round(mm * 1000) / 1000 + 0;

/** The vessel as the construct sees it once that has gone a way. */
export function seenAfter(vessel: PlacedVessel, [dx, dy]: Way): PlacedVessel {
  const { footprint } = vessel;
  return {
    ...vessel,
    wells: vessel.wells.map((well) => ({ ...well, x: well.x - dx, y: well.y - dy })),
    footprint: footprint && {
      x: [footprint.x[0] - dx, footprint.x[1] - dx],
      y: [footprint.y[0] - dy, footprint.y[1] - dy],
    },
  };
}

/** The same path with a needle of another length in a tool. */
export function withNeedle<Path extends ProgramPath>(program: Path, tool: string, length: number): Path {
  const tools = program.header.tools.map((loaded) =>
    loaded.tool === tool ? { ...loaded, nozzle: { ...loaded.nozzle, length } } : loaded,
  );
  return { ...program, header: { ...program.header, tools } };
}

/** A needle of another length, as a change of the job. */
export function needleChange({ inks }: SpaceSettings, tool: string, length: number): JobChange {
  return {
    what: `A needle of ${decimals(length, 2)} mm`,
    path: ['inks', inks[tool], 'nozzle', 'length'],
    value: length,
  };
}
