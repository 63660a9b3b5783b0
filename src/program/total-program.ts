import { isBeside } from '../laydown/strand.ts';
import type { InkTotals, ProgramTotals } from './program.ts';
import { type Step, secondsOf } from './step.ts';
import type { LoadedTool } from './tools/loaded-tool.ts';
import { walkProgram } from './walk-program.ts';

/** Sums over the steps of a program, as planned: time and deposits are the machine model's. */
export function totalProgram(steps: readonly Step[], tools: readonly LoadedTool[]): ProgramTotals {
  const inks = new Map<string, { lengthMm: number; volumeUl: number; wasteUl: number; strands: number }>();
  for (const { ink } of tools) inks.set(ink, { lengthMm: 0, volumeUl: 0, wasteUl: 0, strands: 0 });
  // Sums were begun for all inks.
  const inkOf = new Map(tools.map(({ tool, ink }) => [tool.id, inks.get(ink)!]));
  let strands = 0;
  let starts = 0;
  let toolChanges = 0;
  let extrusionS = 0;
  for (const step of steps) {
    switch (step.kind) {
      case 'strand': {
        // Sums were begun for all inks.
        const sum = inks.get(step.strand.ink)!;
        extrusionS += secondsOf(step);
        if (isBeside(step.strand)) sum.wasteUl += step.volumeUl;
        else {
          sum.lengthMm += step.lengthMm;
          sum.volumeUl += step.volumeUl;
          sum.strands++;
        }
        strands++;
        if (!step.start.continues) starts++;
        break;
      }
      case 'prime':
      case 'purge':
        // Every tool holds an ink.
        inkOf.get(step.tool)!.wasteUl += step.volumeUl;
        break;
      case 'toolChange':
        if (step.from !== null) toolChanges++;
        break;
      // Neither ink nor a change of tool; travels are measured below.
      case 'travel':
      case 'wipe':
      case 'layer':
      case 'well':
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
  const record: Record<string, InkTotals> = Object.fromEntries(inks);
  return {
    inks: record,
    strands,
    starts,
    travelMm: travelLength(steps),
    toolChanges,
    timeS: 0,
    deposits: {},
    extrusionS,
  };
}

/** Way of the tip without ink, mm; the first approach, whose start is not known, counts from its first point. */
function travelLength(steps: readonly Step[]): number {
  let length = 0;
  walkProgram({ steps }, { move: ({ ax, ay, az, bx, by, bz }) => (length += Math.hypot(bx - ax, by - ay, bz - az)) });
  return length / 1e6;
}
