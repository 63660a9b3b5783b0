import { PlanPen } from '../columns/plan.ts';
import { columnParts, level } from '../columns/rounds.ts';
import { designChoice, scaffoldKind } from '../scaffold.ts';
import { warned } from '../warned.ts';

function letterPlan(height: number): PlanPen {
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
  const pen = new PlanPen();
  const ring = outline.map(([x, y]) => pen.point(x - width / 2, y - height / 2));
  pen.polygon(ring, [], 'letter');
  return pen;
}

/** A flat letter F: it is another thing in the mirror however it is turned, and anybody sees it. */
export const letterF = scaffoldKind({
  title: 'Letter F',
  purpose: 'A flat letter F without cells: looked at from above it shows whether a printer prints mirrored.',
  parameters: {
    height: { min: 6, max: 30, default: 12, unit: 'mm', what: 'height of the letter', source: designChoice },
    thickness: { min: 0.2, max: 3, default: 0.5, unit: 'mm', what: 'thickness of the letter', source: designChoice },
  },
  build: ({ height, thickness }) =>
    columnParts({ plan: letterPlan(height), floors: [level(0), level(thickness)], labelOf: () => 1 }, [
      ['letter-f', 'support'],
    ]),
  accuracy: () => 'The mesh is the shape itself.',
  job: ({ height }) => `# Letter F: does this printer print mirrored? Look at it from above.
name: letter F
printer: marlin-syringe
vessel: { dish: ${height <= 14 ? 'petri-35' : 'petri-60'} }
inks:
  ink: { ink: pluronic-25, tool: T0, nozzle: { gauge: 22, length: 25.4 }, load: 1 mL }
parts:
  - { mesh: letter-f.stl, ink: ink, laydown: { pattern: parallel, angles: [0], spacing: 0.6 }, contours: 1 }
layers: { height: 0.25 }
speed: 8
`,
  notes: [
    'Print it on your printer (`bioweft slice job.yaml --set printer=<id>`) with any ink that stays where it is laid, and look at it from above, in front of the machine. It reads as F, however it is turned: `bioweft printers confirm <id> --letter-f right`. It reads as an F in a mirror: `--letter-f mirrored`, and every construct is written mirrored from then on, so that it comes out right.',
    'Which way the top of the letter points says more: it should point to the back.',
  ],
  warnings: {
    plan: warned.handedness,
  },
});
