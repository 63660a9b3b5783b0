import earcut from 'earcut';
import * as z from 'zod';
import { solidPart } from './part.ts';
import { designChoice, type Measures, type ScaffoldGenerator, type ScaffoldPart } from './scaffold.ts';
import { type Point, type Ring, toTriangles, wall } from './solids.ts';

/** A flat letter F: it is another thing in the mirror however it is turned, and anybody sees it. */
export const letterF: ScaffoldGenerator = {
  title: 'Letter F',
  description: 'A flat letter F without cells: looked at from above it shows whether a printer prints mirrored.',
  parameters: {
    height: {
      schema: z.number().min(6).max(30),
      default: 12,
      unit: 'mm',
      what: 'height of the letter',
      source: designChoice,
    },
    thickness: {
      schema: z.number().min(0.2).max(3),
      default: 0.5,
      unit: 'mm',
      what: 'thickness of the letter',
      source: designChoice,
    },
  },
  parts: letterParts,
  job: letterJob,
  notes: [
    'Print it on your printer (`bioweft slice job.yaml --set printer=<id>`) with any ink that stays where it is laid, and look at it from above, in front of the machine. It reads as F, however it is turned: `bioweft printers confirm <id> --letter-f right`. It reads as an F in a mirror: `--letter-f mirrored`, and every construct is written mirrored from then on, so that it comes out right.',
    'Which way the top of the letter points says more: it should point to the back.',
  ],
};

function letterParts({ height, thickness }: Measures): readonly ScaffoldPart[] {
  const s = height / 6;
  const [width, bar, low] = [3.5 * s, 2.8 * s, 2.6 * s];
  const outline = [
    [0, 0],
    [s, 0],
    [s, low],
    [bar, low],
    [bar, low + s],
    [s, low + s],
    [s, height - s],
    [width, height - s],
    [width, height],
    [0, height],
  ];
  const ring = (level: number): Ring => outline.map(([x, y]): Point => [x - width / 2, y - height / 2, level]);
  const faces = earcut(outline.flat());
  const lid = (on: Ring, up: boolean): Point[] =>
    Array.from({ length: faces.length / 3 }, (_, i) => faces.slice(3 * i, 3 * i + 3)).flatMap(([a, b, c]) => {
      const turn = (outline[b][0] - outline[a][0]) * (outline[c][1] - outline[a][1]);
      const isLeft = turn - (outline[b][1] - outline[a][1]) * (outline[c][0] - outline[a][0]) > 0;
      return isLeft === up ? [on[a], on[b], on[c]] : [on[a], on[c], on[b]];
    });
  const [bottom, top] = [ring(0), ring(thickness)];
  const volume = thickness * (height * s + (width - s) * s + (bar - s) * s);
  const triangles = toTriangles([...lid(bottom, false), ...wall(bottom, top), ...lid(top, true)]);
  return [solidPart('letter-f.stl', 'support', triangles, volume)];
}

function letterJob(m: Measures): string {
  return `# Letter F: does this printer print mirrored? Look at it from above.
name: letter F
printer: marlin-syringe
vessel: { dish: ${m.height <= 14 ? 'petri-35' : 'petri-60'} }
inks:
  ink: { ink: pluronic-25, tool: T0, nozzle: { gauge: 22, length: 25.4 }, load: 1 mL }
parts:
  - { mesh: letter-f.stl, ink: ink, laydown: { pattern: parallel, angles: [0], spacing: 0.6 }, contours: 1 }
layers: { height: 0.25 }
speed: 8
`;
}
