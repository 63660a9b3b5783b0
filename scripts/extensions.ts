// What `npm run extensions` adds, one of each kind, to count what an extension touches; a test holds its places.

export interface Addition {
  readonly what: string;
  /** Files that are written, and pieces put behind a text that stands in a file once. */
  readonly files?: Readonly<Record<string, string>>;
  readonly edits?: readonly (readonly [file: string, after: string, added: string])[];
  /** A page of docs/contributing whose blocks are carried out, those of these files. */
  readonly page?: readonly [page: string, files: RegExp];
  readonly remark: string;
}

/** One of each kind, as `npm run extensions` adds it in a copy of the project. */
export const additions: readonly Addition[] = [
  {
    what: 'lay-down pattern',
    page: ['add-a-pattern.md', /^src\//],
    remark: '[followed by a test](contributing/add-a-pattern.md)',
  },
  {
    what: 'dialect: what is written, read, harmless',
    page: ['add-a-firmware.md', /^src\/firmware\/(dialects|lab\/dialect)\.ts$|^test\/gcode\/free-text/],
    remark: '[followed by a test](contributing/add-a-firmware.md)',
  },
  {
    what: 'firmware at a port: driver and virtual printer',
    page: ['add-a-firmware.md', /^src\/firmware\/(firmwares|lab\/firmware)\.ts$/],
    remark: '[followed by a test](contributing/add-a-firmware.md)',
  },
  {
    what: 'mesh format',
    files: {
      'src/mesh/formats/probe-format.ts': `import type { MeshFormat } from './mesh-format.ts';
import { stlFormat } from './stl/stl-format.ts';

export const probeFormat: MeshFormat = { ...stlFormat, id: 'probe', name: 'Probe', extensions: ['probe'] };
`,
    },
    edits: [
      [
        'src/mesh/formats/mesh-formats.ts',
        "import { plyFormat } from './ply/ply-format.ts';",
        "\nimport { probeFormat } from './probe-format.ts';",
      ],
      ['src/mesh/formats/mesh-formats.ts', '\n  plyFormat,', '\n  probeFormat,'],
    ],
    remark: 'endings, recognition, reading and writing in one object',
  },
  {
    what: 'flow law of an ink',
    files: {
      'src/ink/laws/probe.ts': `import * as z from 'zod';
import type { FlowLaw } from './flow-law.ts';

const schema = z.strictObject({ model: z.literal('probe'), eta: z.number().positive() });

export const probe = {
  schema,
  stressAt: (law, rate) => law.eta * rate,
  restViscosity: ({ eta }) => eta,
  scaled: (law, factor) => ({ ...law, eta: law.eta * factor }),
} satisfies FlowLaw<z.infer<typeof schema>>;
`,
    },
    edits: [
      [
        'src/ink/laws/flow-laws.ts',
        "import { powerLaw } from './power-law.ts';",
        "\nimport { probe } from './probe.ts';",
      ],
      ['src/ink/laws/flow-laws.ts', 'casson, cross, carreauYasuda', ', probe'],
    ],
    remark: 'schema, stress and how it scales; what has no closed form is solved',
  },
  {
    what: 'colour mode of the viewer',
    edits: [
      [
        'viewer/colour/modes.ts',
        'const table = {',
        "\n  probe: byStrand('Probe', 'mm', 'Width twice.', (p, s) => 2 * p.strands.width[s]),",
      ],
    ],
    remark: 'on a number that files hold; toolbar, keys, addresses and legend go over the table',
  },
  {
    what: 'gate',
    files: {
      'src/check/gates/gate-probe.ts': `import type { Judgement } from '../../finding/finding.ts';

export function gateProbe(): Judgement[] {
  return [];
}
`,
    },
    edits: [
      [
        'src/plan/gates.ts',
        '  fidelity: { judge: ({ program, wells }, memory) => fidelity(program, wells, memory) },',
        '\n  probe: { judge: () => gateProbe() },',
      ],
      [
        'src/plan/gates.ts',
        "import { gateOverhang } from '../check/gates/gate-overhang.ts';",
        "\nimport { gateProbe } from '../check/gates/gate-probe.ts';",
      ],
    ],
    remark: 'the gate itself and the row that runs it, which gives it its name; its codes stand in the catalogue',
  },
  {
    what: 'kind of step',
    edits: [['src/program/step.ts', '  | MessageStep', "\n  | { readonly kind: 'probe' }"]],
    remark: 'the type checker names every place that must say what it does with one',
  },
];
