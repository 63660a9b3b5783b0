import type { GcodeReading } from '../../../src/gcode/reading/reading.ts';
import type { Category, PrintStrands, PrintTool } from '../print.ts';

interface Columns {
  readonly strands: PrintStrands;
  readonly time: Float32Array;
}

interface Sums {
  lengthMm: number;
  volumeUl: number;
  timeS: number;
}

/** What each ink, role and tool has of the print. */
export function summarizeCategories(
  columns: Columns,
  reading: GcodeReading,
  inkNames: readonly string[],
  roleNames: readonly string[],
): { inks: Category[]; roles: Category[]; tools: PrintTool[] } {
  const { strands } = columns;
  const inkSums = sumBy(columns, strands.ink, inkNames.length);
  const roleSums = sumBy(columns, strands.role, roleNames.length);
  const toolSums = sumBy(columns, strands.tool, reading.tools.length);
  const inkOfTool = new Int16Array(reading.tools.length).fill(-1);
  for (let i = strands.count - 1; i >= 0; i--) inkOfTool[strands.tool[i]] = strands.ink[i];
  const materials = new Map(reading.tools.map((tool) => [tool.bio['ink'], tool.bio['material']]));
  return {
    inks: inkNames.map((name, i) => ({ name, detail: materials.get(name) ?? '', ...inkSums[i] })),
    roles: roleNames.map((name, i) => ({ name, detail: '', ...roleSums[i] })),
    tools: reading.tools.map((tool, i) => ({
      name: tool.id,
      detail: [tool.bio['ink'], tool.bio['nozzle']].filter(Boolean).join(', '),
      ...toolSums[i],
      ink: inkOfTool[i],
      innerMm: Number(tool.bio['inner']),
      outerMm: Number(tool.bio['outer']),
      needleMm: Number(tool.bio['length']),
      inletMm: Number(tool.bio['inlet']),
      landMm: Number(tool.bio['land']),
      nozzle: tool.bio['nozzle'] ?? '',
      kind: tool.bio['kind'] ?? '',
    })),
  };
}

function sumBy({ strands, time }: Columns, group: Uint8Array, groups: number): Sums[] {
  const sums: Sums[] = Array.from({ length: groups }, () => ({ lengthMm: 0, volumeUl: 0, timeS: 0 }));
  for (let i = 0; i < strands.count; i++) {
    const sum = sums[group[i]];
    if (!sum || strands.endRow[i] === 0) continue;
    sum.lengthMm += strands.lengthMm[i];
    sum.volumeUl += strands.volume[i];
    const first = strands.firstRow[i];
    sum.timeS += time[strands.endRow[i] - 1] - (first > 0 ? time[first - 1] : 0);
  }
  return sums;
}
