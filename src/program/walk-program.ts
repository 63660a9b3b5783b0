import { noWell } from '../finding/well-name.ts';
import type { PathStrand, ProgramPath } from './program-path.ts';
import { endOfStrand } from './step.ts';

/** What is called on a walk through a program; positions in nm, machine frame. */
export interface Walker {
  strand?(step: PathStrand): void;
  /** A straight piece without ink, by the active tool, in the well announced last. */
  move?(piece: Piece): void;
}

export interface Piece {
  readonly tool: string;
  readonly well: string;
  readonly layer: number;
  readonly ax: number;
  readonly ay: number;
  readonly az: number;
  readonly bx: number;
  readonly by: number;
  readonly bz: number;
}

/**
 * Walks through the steps. A first approach and the first piece after a tool change begin at their own first point,
 * since the machine alone knows how it gets there.
 */
export function walkProgram({ steps }: Pick<ProgramPath, 'steps'>, walker: Walker): void {
  let tool = '';
  let well = noWell;
  let layer = 0;
  let at: readonly [number, number, number] | null = null;
  for (const step of steps) {
    switch (step.kind) {
      case 'well':
        well = step.well;
        break;
      case 'layer':
        layer = step.layer;
        break;
      case 'toolChange':
        tool = step.to;
        at = null;
        break;
      case 'strand':
        walker.strand?.(step);
        at = endOfStrand(step);
        break;
      case 'travel':
      case 'wipe': {
        const { points } = step;
        for (let i = 0; i + 2 < points.length; i += 3) {
          const bx = points[i];
          const by = points[i + 1];
          const bz = points[i + 2];
          // By their places: taking a tuple apart runs an iterator, which costs more than all the rest of this loop.
          const from: readonly number[] = at ?? [bx, by, bz];
          walker.move?.({ tool, well, layer, ax: from[0], ay: from[1], az: from[2], bx, by, bz });
          at = [bx, by, bz];
        }
        break;
      }
      // The tip stays where it is.
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
}
