import type { Finding } from '../finding/finding.ts';
import { InputError } from '../finding/input-error.ts';
import type { Bounds, Mesh } from './mesh.ts';
import { questionSize } from './study/question-size.ts';

/** All parts of a job in their one frame, and the shift that stands them on the vessel's floor. */
export interface Assembly {
  /**
   * To be added to every coordinate, whole nanometres, mm: centres the parts as they lie before their moves in x and
   * y, and puts the lowest point after the moves at 0.
   */
  readonly shiftMm: readonly [x: number, y: number, z: number];
  /** How far the moves lift the lowest point of all parts off the floor, whole nanometres, mm; negative: below it. */
  readonly liftMm: number;
  /** Of all parts together, after the shift. */
  readonly bounds: Bounds;
  readonly findings: readonly Finding[];
}

/** Integer nanometres reach ±2147 mm; the difference leaves room for offsets and wells. */
const reachMm = 2000;

type Vector = readonly [x: number, y: number, z: number];
const still: Vector = [0, 0, 0];

/**
 * Where the parts stand together; their positions to each other are kept. `moves` (mm, none where left out) come on
 * top of where the meshes lie: floor and centre are those of the parts before them, so that a move always moves.
 * Throws InputError for parts that are larger, or lie further from the origin, than nanometres in 32 bits can say.
 */
export function assemble(meshes: readonly Mesh[], moves: readonly Vector[] = []): Assembly {
  if (meshes.length === 0) throw new InputError('no-parts', 'There is no part to place.', { fix: 'Name an STL file.' });
  for (const mesh of meshes) refuseOutOfReach(mesh);
  const moved = meshes.map(({ bounds }, i) => movedBounds(bounds, moves[i] ?? still));
  const { min, max } = union(meshes.map(({ bounds }) => bounds));
  const all = union(moved);
  const shiftMm = [-(min[0] + max[0]) / 2, -(min[1] + max[1]) / 2, -all.min[2]].map(wholeNm) as [
    number,
    number,
    number,
  ];
  meshes.forEach(({ name }, i) => {
    refuseFarMove(name, movedBounds(moved[i], shiftMm));
  });
  const findings = meshes.flatMap((mesh) => (mesh.unitStated ? [] : (questionSize(mesh.bounds, mesh.name) ?? [])));
  return { shiftMm, liftMm: wholeNm(all.min[2] - min[2]), bounds: movedBounds(all, shiftMm), findings };
}

/** Bounds after a move, mm. */
export function movedBounds({ min, max }: Bounds, move: Vector): Bounds {
  const moved = ([x, y, z]: Vector): Vector => [x + move[0], y + move[1], z + move[2]];
  return { min: moved(min), max: moved(max) };
}

function union(all: readonly Bounds[]): Bounds {
  const of = (pick: (...values: number[]) => number, end: 'min' | 'max'): Vector =>
    [0, 1, 2].map((k) => pick(...all.map((bounds) => bounds[end][k]))) as [number, number, number];
  return { min: of(Math.min, 'min'), max: of(Math.max, 'max') };
}

function wholeNm(mm: number): number {
  return Math.round(mm * 1e6) / 1e6 + 0;
}

function refuseOutOfReach({ bounds, name }: Mesh): void {
  const { min, max } = bounds;
  const furthest = furthestOf(bounds);
  if (furthest <= reachMm) return;
  const size = max.map((value, k) => value - min[k]);
  const large = Math.max(...size) > reachMm;
  const millimetres = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(4))).join(' x ');
  throw new InputError(
    large ? 'part-too-large' : 'part-too-far',
    large
      ? `${name} is ${millimetres(size)} mm; parts reach ${reachMm} mm at most.`
      : `${name} lies ${Math.round(furthest)} mm from the origin of its file; ${reachMm} mm is the limit.`,
    {
      where: { part: name },
      fix: large
        ? 'State the unit of the file (units: um, for a file in micrometres) or a scale.'
        : 'Export the part nearer to the origin of its file.',
    },
  );
}

function refuseFarMove(name: string, placed: Bounds): void {
  const furthest = furthestOf(placed);
  if (furthest <= reachMm) return;
  const text = `${name} is moved to ${Math.round(furthest)} mm from the middle of the construct; ${reachMm} mm is the limit.`;
  throw new InputError('part-too-far', text, { where: { part: name }, fix: 'Take smaller numbers in its move (mm).' });
}

const furthestOf = ({ min, max }: Bounds): number => Math.max(...[...min, ...max].map(Math.abs));
