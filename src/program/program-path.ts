import { sameNumbers, sameStrand } from '../laydown/same-strand.ts';
import type { Strand } from '../laydown/strand.ts';
import type { ProgramTool } from './program.ts';
import type { LayerStep, Step, StrandStep, ToolChangeStep, TravelStep, WellStep, WipeStep } from './step.ts';

/**
 * Where a program leads its needles, and what they lay: no speed, no flow, no amount, no time. All that the gates of
 * space may look at, so that what they say holds for every program of the same path.
 */
export interface ProgramPath {
  readonly header: { readonly tools: readonly Pick<ProgramTool, 'tool' | 'nozzle'>[] };
  readonly steps: readonly PathStep[];
}

export type PathStrand = Pick<StrandStep, 'kind' | 'id' | 'strand' | 'xNm' | 'yNm' | 'zNm' | 'tool' | 'layer' | 'well'>;

export type PathStep =
  | PathStrand
  | Pick<TravelStep, 'kind' | 'points'>
  | Pick<WipeStep, 'kind' | 'points'>
  | Pick<ToolChangeStep, 'kind' | 'to'>
  | Pick<WellStep, 'kind' | 'well'>
  | Pick<LayerStep, 'kind' | 'layer'>
  | Pick<Exclude<Step, StrandStep | TravelStep | WipeStep | ToolChangeStep | WellStep | LayerStep>, 'kind'>;

/** A path in flat columns, to be compared and kept: equal columns, equal path. */
export interface PathColumns {
  readonly strands: readonly Strand[];
  /** Of the steps in turn; names by their place in `names`. */
  readonly numbers: Float64Array;
  readonly names: readonly string[];
  readonly tools: string;
}

const kinds = { strand: 0, travel: 1, wipe: 2, toolChange: 3, well: 4, layer: 5 } as const;

export function pathColumns({ header, steps }: ProgramPath): PathColumns {
  const strands: Strand[] = [];
  const numbers: number[] = [];
  const places = new Map<string, number>();
  const placeOf = (name: string): number => {
    const place = places.get(name) ?? places.size;
    places.set(name, place);
    return place;
  };
  for (const step of steps) {
    switch (step.kind) {
      case 'strand':
        strands.push(step.strand);
        numbers.push(kinds.strand, step.id, step.xNm, step.yNm, step.zNm, step.layer);
        numbers.push(placeOf(step.tool), placeOf(step.well));
        break;
      case 'travel':
      case 'wipe':
        numbers.push(kinds[step.kind], step.points.length);
        for (const value of step.points) numbers.push(value);
        break;
      case 'toolChange':
        numbers.push(kinds.toolChange, placeOf(step.to));
        break;
      case 'well':
        numbers.push(kinds.well, placeOf(step.well));
        break;
      case 'layer':
        numbers.push(kinds.layer, step.layer);
        break;
      // Nothing of them is part of a path.
      case 'prime':
      case 'purge':
      case 'dwell':
      case 'cure':
      case 'temperature':
      case 'pressure':
      case 'pause':
      case 'message':
        break;
      default:
        step satisfies never;
    }
  }
  const tools = JSON.stringify(header.tools.map(({ tool, nozzle }) => [tool, nozzle]));
  return { strands, numbers: Float64Array.from(numbers), names: [...places.keys()], tools };
}

export function samePath(a: PathColumns, b: PathColumns): boolean {
  return (
    a.tools === b.tools &&
    a.strands.length === b.strands.length &&
    a.names.length === b.names.length &&
    a.names.every((name, i) => name === b.names[i]) &&
    sameNumbers(a.numbers, b.numbers) &&
    a.strands.every((strand, i) => sameStrand(strand, b.strands[i]))
  );
}
