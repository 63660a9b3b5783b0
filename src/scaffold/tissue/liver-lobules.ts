import { PlanPen } from '../columns/plan.ts';
import { columnParts, level } from '../columns/rounds.ts';
import { designChoice, morphoStruct, scaffoldKind, type Values } from '../scaffold.ts';
import { warned } from '../warned.ts';

const parameters = {
  radius: {
    min: 0.8,
    max: 5,
    default: 2,
    unit: 'mm',
    what: 'from the middle of a lobule to its corners',
    source: `${designChoice}; 1.5 is the ${morphoStruct}, a lobule of the liver is about 1 mm wide (Encyclopaedia Britannica, liver)`,
  },
  wall: {
    min: 0.3,
    max: 1.5,
    default: 0.6,
    unit: 'mm',
    what: 'thickness of the walls between lobules',
    source: `${designChoice}: what a needle lays`,
  },
  vein: {
    min: 0.2,
    max: 1.5,
    default: 0.6,
    unit: 'mm',
    what: 'diameter of the central veins',
    source: `${designChoice}: what a needle lays`,
  },
  height: {
    min: 0.2,
    max: 6,
    default: 1.2,
    unit: 'mm',
    what: 'height',
    source: `${designChoice}; 3 is the ${morphoStruct}`,
  },
} as const;

type V = Values<typeof parameters>;

const veinCorners = 24;

function plan({ radius, wall, vein }: V): PlanPen {
  const pen = new PlanPen();
  const apart = Math.sqrt(3) * radius;
  const middles = [
    [0, 0] as const,
    ...Array.from({ length: 6 }, (_, i) => {
      const angle = (Math.PI / 3) * i;
      return [apart * Math.cos(angle), apart * Math.sin(angle)] as const;
    }),
  ];
  const hexagon = (r: number, [cx, cy]: readonly [number, number]) =>
    Array.from({ length: 6 }, (_, i) => {
      const angle = (Math.PI / 3) * i + Math.PI / 6;
      return pen.point(cx + r * Math.cos(angle), cy + r * Math.sin(angle));
    });
  for (const middle of middles) {
    const inside = hexagon(radius - wall / Math.sqrt(3), middle);
    pen.band(inside, hexagon(radius, middle), 'wall', true);
    const rim = pen.circle(vein / 2, veinCorners, middle);
    pen.polygon(inside, [rim], 'cells');
    pen.fan(rim, middle, 'vein');
  }
  return pen;
}

/** Seven lobules of a liver. */
export const liverLobules = scaffoldKind({
  title: 'Liver lobules',
  purpose: 'Seven hexagonal lobules: walls, hepatocytes, and a central vein in each that is washed out.',
  parameters,
  conflict: ({ radius, wall, vein }) =>
    (Math.sqrt(3) / 2) * radius - wall / 2 - vein / 2 < 0.3
      ? {
          what: `Walls of ${wall} mm and veins of ${vein} mm leave no room for cells in a lobule of ${radius} mm.`,
          fix: 'Give a larger --radius.',
        }
      : null,
  build: (v) => {
    const labels: Readonly<Record<string, number>> = { wall: 1, cells: 2, vein: 3 };
    return columnParts({ plan: plan(v), floors: [level(0), level(v.height)], labelOf: (region) => labels[region] }, [
      ['walls', 'structural'],
      ['hepatocytes', 'cellLaden'],
      ['veins', 'sacrificial'],
    ]);
  },
  accuracy: ({ vein }) =>
    `Hexagons are exact; veins are polygons of ${veinCorners} corners, at most ${(1000 * (vein / 2) * (1 - Math.cos(Math.PI / veinCorners))).toFixed(1)} µm within their circle.`,
  job: () => `# Liver lobules: walls along their outline, hepatocytes between them, veins that are washed out.
name: liver lobules
printer: e3d-toolchanger-duet
vessel: { dish: petri-35 }
inks:
  veins:
    ink: pluronic-25               # washed out with ice water
    tool: T3
    nozzle: { gauge: 25, length: 12.7 }
    load: 1 mL
  walls:
    ink: ama
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.3
    load: 1 mL
  hepatocytes:
    ink: alginate-i1g-3
    tool: T2
    nozzle: { gauge: 25, length: 12.7 }
    load: 1 mL
    cells: { line: UE7T-13, density: 3e6, viability: 0.95 }
parts:
  - { mesh: veins.stl, ink: veins, laydown: { pattern: concentric, solid: true } }
  - { mesh: walls.stl, ink: walls, laydown: { pattern: concentric, solid: true } }
  - { mesh: hepatocytes.stl, ink: hepatocytes, laydown: { solid: true } }
layers: { height: 0.2 }
speed: 8
order: { sacrificialFirst: true }
crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 120 } }
limits: { timeOnCells: 60 min, viability: 0.85 }
`,
  notes: [
    'The survival of hepatocytes in a needle is not in the library: the job plans with the law of mesenchymal stem cells (UE7T-13). Give your own with `cells`.',
  ],
  warnings: { viability: warned.survival },
});
