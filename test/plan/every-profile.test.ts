import { expect, test } from 'vitest';
import { linesOf, readAgain } from '../../src/check/foreign/second-reading.ts';
import { readGcode } from '../../src/gcode/reading/read-gcode.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { cylinder } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

const mesh = (name: string, triangles: Float32Array) => writeStl({ name, triangles, bounds: boundsOf(triangles) });
const files = { 'base.stl': mesh('base', cylinder(4, 0, 0.6, 48)), 'top.stl': mesh('top', cylinder(4, 0.6, 1.2, 48)) };

/** One job for all: two inks where the machine has two tools that suit, else one. */
function job(printer: string, tools: number): object {
  const inks = {
    gel: { ink: 'alginate-i1g-4', nozzle: { gauge: 22 } },
    paste: { ink: 'ama', nozzle: { gauge: 22 } },
  };
  return {
    printer,
    inks: tools > 1 ? inks : { gel: inks.gel },
    parts: [
      { mesh: 'base.stl', ink: tools > 1 ? 'paste' : 'gel', laydown: { spacing: 1 }, contours: 1 },
      { mesh: 'top.stl', ink: 'gel', laydown: { spacing: 1.2, angles: [0, 60, 120] } },
    ],
    layers: { height: 0.3 },
    speed: 8,
  };
}

test.each(listProfiles(libraryFolder('printers')).map((profile) => [profile.id, profile] as const))(
  '%s prints the same strands and volumes',
  async (id, profile) => {
    const suits = profile.tools.filter(({ kind }) => kind !== 'thermoplastic').length;
    const planned = await planJob(job(id, suits), files, { allow: ['flow', 'temperature', 'supply'] });
    expect(planned.findings.filter(({ severity }) => severity === 'refuse')).toEqual([]);
    const reading = readGcode(planned.gcode!, profile);
    const again = readAgain(linesOf(planned.gcode!), profile);
    expect(readAgain([[...commented(linesOf(planned.gcode!))]], profile)).toEqual(again);
    for (const [ink, sum] of Object.entries(planned.program.header.totals.inks)) {
      const tool = planned.program.header.tools.find((loaded) => loaded.ink === ink)!.tool;
      const read = reading.totals[reading.tools.findIndex((candidate) => candidate.id === tool)];
      expect(Math.abs(read.extrudedMm / sum.lengthMm - 1)).toBeLessThan(1e-4);
      if (!Number.isNaN(read.volumeUl)) expect(Math.abs(read.volumeUl / sum.volumeUl - 1)).toBeLessThan(1e-4);
      const second = again.strands.filter((strand) => strand.tool === tool);
      const flowingMm = second.reduce((length, strand) => length + strand.flowingMm, 0);
      expect(second).toHaveLength(sum.strands);
      expect(Math.abs(flowingMm / sum.lengthMm - 1)).toBeLessThan(1e-4);
    }
  },
);

/** Moves within strands with a comment behind them: these are left to gcode-parser, plain ones are not. */
function* commented(pieces: Iterable<readonly string[]>): Generator<string> {
  let inStrand = false;
  for (const line of [...pieces].flat()) {
    if (line.startsWith(';BIO:')) inStrand = line.startsWith(';BIO:strand=');
    yield inStrand && line.startsWith('G1 ') ? `${line} (a)` : line;
  }
}
