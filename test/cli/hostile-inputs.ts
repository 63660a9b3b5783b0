/** Inputs that must be refused: what is in the folder, what is typed, and what the message must say. */
export interface HostileInput {
  readonly name: string;
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  readonly args: readonly string[];
  /** The message names the file or the place … */
  readonly names: RegExp;
  /** … and a way out. */
  readonly fix: RegExp;
}

const job = `name: lattice
printer: marlin-syringe
inks:
  gel: { ink: alginate-i1g-4, nozzle: { gauge: 22 } }
parts:
  - { mesh: part.stl, ink: gel, laydown: { pattern: parallel, spacing: 1 } }
layers: { height: 0.2 }
`;

const slice = ['slice', 'job.yaml', '-o', 'out.gcode'];
const quick = (file: string, ...more: string[]) => [
  'slice',
  file,
  '--printer',
  'marlin-syringe',
  '--ink',
  'alginate-i1g-4',
  '--nozzle',
  '22G',
  '--layer',
  '0.2',
  '--spacing',
  '1',
  '-o',
  'out.gcode',
  ...more,
];

function binaryStl(count: number, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(84 + body.length);
  new DataView(bytes.buffer).setUint32(80, count, true);
  bytes.set(body, 84);
  return bytes;
}

function triangles(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array((values.length / 9) * 50);
  const view = new DataView(bytes.buffer);
  values.forEach((value, i) => view.setFloat32(Math.floor(i / 9) * 50 + 12 + (i % 9) * 4, value, true));
  return bytes;
}

const tetrahedron = [
  [0, 0, 0, 0, 5, 0, 5, 0, 0],
  [0, 0, 0, 5, 0, 0, 0, 0, 5],
  [0, 0, 0, 0, 0, 5, 0, 5, 0],
  [5, 0, 0, 0, 5, 0, 0, 0, 5],
].flat();
const good = binaryStl(4, triangles(tetrahedron));

function yaml(name: string, from: string, to: string, names: RegExp, fix: RegExp): HostileInput {
  if (!job.includes(from)) throw new Error(`no "${from}" in the job of "${name}"`);
  return { name, files: { 'job.yaml': job.replace(from, to), 'part.stl': good }, args: slice, names, fix };
}

function stl(name: string, content: string | Uint8Array, names = /part\.stl/, fix = /./): HostileInput {
  return { name, files: { 'part.stl': content }, args: quick('part.stl'), names, fix };
}

function gcode(name: string, content: string | Uint8Array, names = /part\.gcode/, fix = /./): HostileInput {
  return { name, files: { 'part.gcode': content }, args: ['check', 'part.gcode'], names, fix };
}

function flags(name: string, more: readonly string[], names: RegExp, fix: RegExp): HostileInput {
  return { name, files: { 'part.stl': good }, args: quick('part.stl', ...more), names, fix };
}

const laughs = Array.from({ length: 30 }, (_, i) => `a${i}: &a${i} [${i ? `*a${i - 1}, *a${i - 1}` : 'x, x'}]`).join(
  '\n',
);

export const hostileInputs: readonly HostileInput[] = [
  yaml('misspelt key', 'spacing: 1', 'spacng: 1', /job\.yaml:6:\d+.*spacng/, /"spacing"/),
  yaml('misspelt top key', 'layers:', 'layer:', /job\.yaml:7:1.*layer/, /"layers"/),
  yaml('unknown ink', 'alginate-i1g-4', 'alginat-i1g-four', /alginat-i1g-four/, /alginate-i1g-4/),
  yaml('unknown printer', 'marlin-syringe', 'marlin-syrnge', /marlin-syrnge/, /marlin-syringe/),
  yaml('unknown pattern', 'parallel', 'paralell', /job\.yaml:6/, /parallel/),
  yaml('unknown plate', 'layers:', 'vessel: { plate: corning-23 }\nlayers:', /corning-23/, /corning-24/),
  yaml('unknown well', 'layers:', 'vessel: { plate: corning-24, wells: [Z9] }\nlayers:', /Z9/, /A1/),
  yaml('ink key that is not there', 'ink: gel', 'ink: gell', /job\.yaml:6:\d+.*gell/, /gel/),
  yaml('missing mesh', 'part.stl', 'lost.stl', /lost\.stl/, /name|path/),
  yaml('negative layer height', '0.2', '-0.2', /job\.yaml:7.*above 0/, /./),
  yaml('layer height zero', '0.2', '0', /job\.yaml:7.*above 0/, /./),
  yaml('layer height not a number', '0.2', '.nan', /job\.yaml:7/, /./),
  yaml('infinite layer height', '0.2', '.inf', /job\.yaml:7/, /./),
  yaml('layer height of an atom', '0.2', '1e-9', /layer/, /./),
  yaml('spacing and porosity', 'spacing: 1', 'spacing: 1, porosity: 0.5', /job\.yaml:6/, /only one of/),
  yaml('porosity of one', 'spacing: 1', 'porosity: 1', /porosity/, /./),
  yaml('gauge that no needle has', 'gauge: 22', 'gauge: 99', /99/, /./),
  yaml('nozzle without size', 'gauge: 22', 'length: 12', /job\.yaml:4/, /gauge/),
  yaml('no inks', '  gel: { ink: alginate-i1g-4, nozzle: { gauge: 22 } }\n', '', /inks/, /./),
  yaml(
    'two inks on one tool',
    'parts:',
    '  a: { ink: gelma, nozzle: { gauge: 22 }, tool: T0 }\n  b: { ink: gelma, nozzle: { gauge: 22 }, tool: T0 }\nparts:\n  - { mesh: part.stl, sequence: [a, b] }',
    /T0/,
    /another tool/,
  ),
  yaml('a tool the printer lacks', 'gauge: 22 }', 'gauge: 22 }, tool: T9', /T9/, /T0/),
  yaml('tabs for indentation', '  gel:', '\tgel:', /job\.yaml:4/, /./),
  yaml('unclosed brace', 'height: 0.2 }', 'height: 0.2', /YAML/, /indentation|quotes/),
  yaml('a key twice', 'name: lattice', 'name: lattice\nname: other', /YAML.*unique/i, /./),
  { name: 'empty job', files: { 'job.yaml': '' }, args: slice, names: /job\.yaml/, fix: /scaffold/ },
  { name: 'binary job', files: { 'job.yaml': good }, args: slice, names: /job\.yaml/, fix: /./ },
  { name: 'billion laughs', files: { 'job.yaml': laughs }, args: slice, names: /job\.yaml/, fix: /./ },
  { name: 'job deep as a well', files: { 'job.yaml': '['.repeat(20000) }, args: slice, names: /job\.yaml/, fix: /./ },
  { name: 'job file missing', files: {}, args: slice, names: /job\.yaml/, fix: /Check the name/ },
  {
    name: 'a folder for a job',
    files: { 'sub/x': '' },
    args: ['slice', 'sub', '-o', 'out.gcode'],
    names: /folder/,
    fix: /./,
  },
  {
    name: 'custom ink of broken JSON',
    files: {
      'job.yaml': job.replace('alginate-i1g-4', './ink.json'),
      'part.stl': good,
      'ink.json': '{\n "id": "x",\n}',
    },
    args: slice,
    names: /ink\.json.*\b(3|2)\b/s,
    fix: /./,
  },
  {
    name: 'custom printer without tools',
    files: { 'job.yaml': job.replace('marlin-syringe', './p.json'), 'part.stl': good, 'p.json': '{"id":"p"}' },
    args: slice,
    names: /p\.json/,
    fix: /./,
  },
  {
    name: 'labware that is a list',
    files: { 'job.yaml': `${job}vessel: { labware: lab.json }\n`, 'part.stl': good, 'lab.json': '[1]' },
    args: slice,
    names: /lab\.json/,
    fix: /./,
  },
  stl('empty STL', ''),
  stl('STL of 80 bytes', new Uint8Array(80)),
  stl('header of 4 294 967 295 triangles on 100 bytes', binaryStl(0xffffffff, new Uint8Array(16))),
  stl('truncated binary', good.subarray(0, 84 + 120)),
  stl('no triangles', binaryStl(0, new Uint8Array(0))),
  stl('only NaN', binaryStl(1, triangles(Array.from({ length: 9 }, () => Number.NaN)))),
  stl('only infinity', binaryStl(1, triangles(Array.from({ length: 9 }, () => Number.POSITIVE_INFINITY)))),
  stl('flat as paper', binaryStl(1, triangles([0, 0, 0, 5, 0, 0, 0, 5, 0]))),
  stl(
    'ASCII with words for numbers',
    'solid a\nfacet normal 0 0 1\nouter loop\nvertex one two three\nvertex 0 0 0\nvertex 1 0 0\nendloop\nendfacet\nendsolid\n',
    /part\.stl.*4/s,
  ),
  stl('ASCII cut in a facet', 'solid a\nfacet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0'),
  stl('a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...new Array(200).fill(7)])),
  stl('a web page', '<!doctype html><html><body>404</body></html>'),
  { name: 'STL missing', files: {}, args: quick('part.stl'), names: /part\.stl/, fix: /Check the name/ },
  flags('part beside the bed', ['--at', '500,500'], /380|385|bounds|outside/i, /./),
  flags('nozzle of letters', ['--nozzle', 'thin'], /--nozzle thin/, /0\.4/),
  flags('porosity above one', ['--porosity', '35'], /porosity/, /./),
  flags('unknown gate', ['--allow', 'everything'], /everything/, /bounds/),
  flags('half a set', ['--set', 'speed'], /--set speed/, /key=value/),
  flags('set of nothing', ['--set', 'inks.none.ink=x'], /none/, /./),
  flags('workers by the dozen', ['--workers', 'many'], /many/, /1 to 64/),
  {
    name: 'quick flags on a job',
    files: { 'job.yaml': job, 'part.stl': good },
    args: [...slice, '--layer', '0.3'],
    names: /--layer/,
    fix: /--set/,
  },
  gcode('empty G-code', ''),
  gcode('binary G-code', good),
  gcode('prose', 'Dear printer,\nplease print me a heart.\n'),
  { name: 'G-code missing', files: {}, args: ['check', 'part.gcode'], names: /part\.gcode/, fix: /./ },
  {
    name: 'unknown printer for check',
    files: { 'part.gcode': 'G1 X1 E1\n' },
    args: ['check', 'part.gcode', '--printer', 'prusa'],
    names: /prusa/,
    fix: /marlin-syringe/,
  },
  { name: 'unknown scaffold', files: {}, args: ['scaffold', 'grid-disk'], names: /grid-disk/, fix: /grid-disc/ },
  {
    name: 'scaffold parameter of words',
    files: {},
    args: ['scaffold', 'grid-disc', '--diameter', 'wide'],
    names: /diameter wide/,
    fix: /2 to 50 mm; the default is 10/,
  },
  { name: 'unknown command', files: {}, args: ['slcie', 'x'], names: /slcie/, fix: /slice/ },
  { name: 'unknown option', files: {}, args: ['slice', 'x', '--sped', '1'], names: /--sped/, fix: /--speed|help/ },
];
