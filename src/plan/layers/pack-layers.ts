import type { Finding } from '../../finding/finding.ts';
import type { ConstructLayer } from '../../laydown/construct.ts';
import { type Strand, strandRoles } from '../../laydown/strand.ts';
import type { LayerRepair } from '../../slice/chain-rings.ts';
import type { PlannedRange } from '../inputs/plan-range.ts';

/**
 * A range of layers in flat arrays, for the way between threads: one object a strand would cost a hundred times more
 * to send. Only the few words about each layer travel as objects.
 */
export interface PackedRange {
  /** x y of every point of every strand, nm. */
  readonly points: Int32Array;
  /** Height of each point above its layer's top, nm; empty when no strand rises. */
  readonly rise: Int32Array;
  /** Width at each point, nm; empty when every strand has one width. */
  readonly widths: Int32Array;
  /** For each strand one past its last point. */
  readonly ends: Uint32Array;
  /** closed, role, ink, part, rises, varies: six numbers a strand; ink and part count in `names`. */
  readonly marks: Uint16Array;
  /** width, height, area: three numbers a strand, mm and mm². */
  readonly sizes: Float64Array;
  readonly names: readonly string[];
  readonly layers: readonly PackedLayer[];
  readonly repairs: readonly (readonly LayerRepair[])[];
  readonly figures: PlannedRange['figures'];
  readonly seams: PlannedRange['seams'];
}

const marksEach = 6;

interface PackedLayer extends Omit<ConstructLayer, 'strands'> {
  readonly strandCount: number;
  readonly findings: readonly Finding[];
}

export function packRange({ layers, repairs, figures, seams }: PlannedRange): PackedRange {
  const strands = layers.flatMap(({ layer }) => layer.strands);
  const count = strands.reduce((sum, { points }) => sum + points.length / 2, 0);
  const rises = strands.some(({ rise }) => rise !== undefined);
  const varies = strands.some(({ widths }) => widths !== undefined);
  const names: string[] = [];
  const numberOf = numbering(names);
  const packed = {
    points: new Int32Array(2 * count),
    rise: new Int32Array(rises ? count : 0),
    widths: new Int32Array(varies ? count : 0),
    ends: new Uint32Array(strands.length),
    marks: new Uint16Array(marksEach * strands.length),
    sizes: new Float64Array(3 * strands.length),
  };
  let at = 0;
  strands.forEach((strand, s) => {
    packed.points.set(strand.points, 2 * at);
    if (strand.rise) packed.rise.set(strand.rise, at);
    if (strand.widths) packed.widths.set(strand.widths, at);
    at += strand.points.length / 2;
    packed.ends[s] = at;
    const { closed, role, ink, part, rise, widths, width, height, area } = strand;
    const shape = [closed ? 1 : 0, strandRoles.indexOf(role)];
    packed.marks.set([...shape, numberOf(ink), numberOf(part), rise ? 1 : 0, widths ? 1 : 0], marksEach * s);
    packed.sizes.set([width, height, area], 3 * s);
  });
  const headers = layers.map(({ layer, findings }) => {
    const { strands: own, ...rest } = layer;
    return { ...rest, strandCount: own.length, findings };
  });
  return { ...packed, names, layers: headers, repairs, figures, seams };
}

function numbering(names: string[]): (name: string) => number {
  const numbers = new Map<string, number>();
  return (name) => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, names.length);
    return names.push(name) - 1;
  };
}

export function unpackRange(packed: PackedRange): PlannedRange {
  let next = 0;
  const layers = packed.layers.map(({ strandCount, findings, ...rest }) => {
    const strands = Array.from({ length: strandCount }, () => unpackStrand(packed, next++));
    return { layer: { ...rest, strands }, findings };
  });
  return { layers, repairs: packed.repairs, figures: packed.figures, seams: packed.seams };
}

/** The points stay where they arrived: strands are windows on the one array. */
function unpackStrand(packed: PackedRange, s: number): Strand {
  const { points, ends, marks, sizes, names } = packed;
  const start = s === 0 ? 0 : ends[s - 1];
  const end = ends[s];
  const [closed, role, ink, part, rises, varies] = marks.subarray(marksEach * s, marksEach * (s + 1));
  return {
    points: points.subarray(2 * start, 2 * end),
    rise: rises === 1 ? packed.rise.subarray(start, end) : undefined,
    closed: closed === 1,
    role: strandRoles[role],
    ink: names[ink],
    part: names[part],
    width: sizes[3 * s],
    widths: varies === 1 ? packed.widths.subarray(start, end) : undefined,
    round: undefined,
    height: sizes[3 * s + 1],
    area: sizes[3 * s + 2],
  };
}
