import type { PartRole } from '../scaffold.ts';

/** Of every graft: whether its lumen is filled with a core that is washed out cold. */
export type GraftCore = 'none' | 'sacrificial';

/** Its parts from the lumen outwards. */
export function graftParts(core: GraftCore): (readonly [name: string, role: PartRole])[] {
  return [
    ...(core === 'none' ? [] : [['core', 'sacrificial'] as const]),
    ['intima', 'cellLaden'],
    ['media', 'cellLaden'],
  ];
}

/** The job of two nested walls, `what` they are in its first line, the core before them where there is one. */
export function graftJob(name: string, what: string, core: GraftCore): string {
  const coreInk =
    '  core:\n    ink: pluronic-25                # washed out with ice water\n    tool: T3\n    nozzle: { gauge: 23, length: 12.7 }\n    load: 2 mL\n';
  const corePart =
    '  - { mesh: core.stl, ink: core, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.4 } }\n';
  const filled = core === 'sacrificial';
  return `# ${name[0].toUpperCase()}${name.slice(1)}: ${what}
name: ${name}
printer: e3d-toolchanger-duet
vessel: { dish: petri-60 }
inks:
  intima:
    ink: alginate-i1g-4
    tool: T0
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.25
    load: 1 mL
    cells: { line: HUEhT-1, density: 5e6, viability: 0.95 }
  media:
    ink: alginate-i1g-5
    tool: T2
    nozzle: { gauge: 25, length: 12.7 }
    width: 0.25
    load: 1 mL
    cells: { line: 10T1/2, density: 3e6, viability: 0.95 }
${filled ? coreInk : ''}parts:
${filled ? corePart : ''}  - { mesh: intima.stl, ink: intima, laydown: { pattern: concentric, solid: true } }
  - { mesh: media.stl, ink: media, laydown: { pattern: concentric, solid: true } }
layers: { height: 0.2 }
speed: 8
${filled ? 'order: { sacrificialFirst: true }\n' : ''}crosslink:
  - { at: end, ionic: { agent: calcium chloride, millimolar: 100, seconds: 300 } }
limits: { timeOnCells: 120 min, viability: 0.85 }
`;
}
