import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import type { FileUnit } from '../../src/mesh/transform.ts';
import { box, circle, cylinder, lid, type Point, toTriangles, tube, wall } from '../../src/scaffold/solids.ts';
import { meshOf } from './mesh-of.ts';
import { surfaceOf } from './surface-of-field.ts';
import { writeAscii } from './write-ascii.ts';

/** A file that some exporter, e-mail or disk might hand us. */
export interface OddMesh {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** True: must be planned (the mesh gate may still ask for --allow mesh). False: must be refused with `refusal`. */
  readonly prints: boolean;
  /** Code of the InputError. */
  readonly refusal?: string;
  /** What one unit of the file is; mm when absent. */
  readonly units?: FileUnit;
  /** True where the reader's mending leaves nothing open. */
  readonly closed?: boolean;
  /** mm³ (unit³), where mending is exact. */
  readonly volume?: number;
  readonly note: string;
}

/** All of them; the same bytes at each call. */
export function oddMeshes(): OddMesh[] {
  return [
    ...broken(),
    ...shapes(),
    ...binaryFiles(),
    ...textFiles(),
    ...refusedBinary(),
    ...refusedText(),
    ...foreign(),
  ];
}

/** A network gyroid in a cylinder of 8 x 4 mm, about 7000 triangles. */
export function gyroid(): Float32Array {
  const k = (2 * Math.PI) / 4;
  const field = (x: number, y: number, z: number) => {
    const g = Math.sin(k * x) * Math.cos(k * y) + Math.sin(k * y) * Math.cos(k * z) + Math.sin(k * z) * Math.cos(k * x);
    return Math.max(g / (1.5 * k), Math.hypot(x, y) - 4, -z, z - 4);
  };
  return surfaceOf(field, { origin: [-4.7, -4.7, -0.7], points: [19, 19, 11], step: 0.55 });
}

export function volumeOf(t: Float32Array): number {
  let six = 0;
  for (let i = 0; i < t.length; i += 9) {
    const [ax, ay, az, bx, by, bz, cx, cy, cz] = t.subarray(i, i + 9);
    six += ax * (by * cz - bz * cy) + ay * (bz * cx - bx * cz) + az * (bx * cy - by * cx);
  }
  return six / 6;
}

/** Numerical Recipes' linear congruential generator: the same numbers on every machine. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const stl = (triangles: Float32Array, name = 'odd') => writeStl(meshOf(triangles, name));

function turned(t: Float32Array, which: (triangle: number) => boolean): Float32Array {
  const out = t.slice();
  for (let i = 0; i < out.length; i += 9) {
    if (which(i / 9)) for (let k = 0; k < 3; k++) [out[i + 3 + k], out[i + 6 + k]] = [t[i + 6 + k], t[i + 3 + k]];
  }
  return out;
}

function filtered(t: Float32Array, keep: (triangle: number) => boolean): Float32Array {
  return Float32Array.from(t.filter((_, i) => keep(Math.floor(i / 9))));
}

function joined(...all: Float32Array[]): Float32Array {
  return Float32Array.from(all.flatMap((t) => [...t]));
}

function moved(t: Float32Array, x: number, y = 0, z = 0): Float32Array {
  return t.map((value, i) => value + [x, y, z][i % 3]);
}

/** Damage done to the gyroid. */
function broken(): OddMesh[] {
  const base = gyroid();
  const volume = volumeOf(base);
  const count = base.length / 9;
  const random = generator(7);
  const jitter = base.map((value) => value + (random() - 0.5) * 0.002);
  const pick = (share: number, seed: number) => {
    const next = generator(seed);
    const chosen = Uint8Array.from({ length: count }, () => (next() < share ? 1 : 0));
    return (triangle: number) => chosen[triangle] === 1;
  };
  const crack = pick(0.01, 3);
  const cracked = base.map((value, i) => (crack(Math.floor(i / 9)) ? value + (random() - 0.5) * 0.002 : value));
  const wide = base.map((value, i) => (crack(Math.floor(i / 9)) ? value + (random() - 0.5) * 0.02 : value));
  const twice = pick(0.01, 5);
  const lost = pick(0.01, 11);
  const copies = joined(base, filtered(base, twice));
  const nan = base.slice();
  nan[9 * 100 + 4] = Number.NaN;
  const infinite = base.slice();
  infinite[9 * 200] = Number.POSITIVE_INFINITY;
  const spots = joined(
    base,
    Float32Array.from({ length: 90 }, (_, i) => base[i % 3]),
  );
  const good = { prints: true, closed: true, volume };
  return [
    { name: 'clean', bytes: stl(base), ...good, note: 'nothing wrong' },
    {
      name: 'jittered',
      bytes: stl(jitter),
      prints: true,
      closed: true,
      note: 'unwelded: each corner moved by up to 1 um',
    },
    {
      name: 'cracked',
      bytes: stl(cracked),
      prints: true,
      closed: true,
      note: '1 % of the triangles moved by up to 1 um',
    },
    { name: 'cracked-wide', bytes: stl(wide), prints: true, note: '1 % of the triangles moved by up to 10 um' },
    {
      name: 'missing-1-percent',
      bytes: stl(filtered(base, (t) => !lost(t))),
      prints: true,
      closed: true,
      note: 'holes',
    },
    { name: 'flipped-1-percent', bytes: stl(turned(base, pick(0.01, 13))), ...good, note: 'turned triangles' },
    { name: 'flipped-10-percent', bytes: stl(turned(base, pick(0.1, 17))), ...good, note: 'turned triangles' },
    { name: 'inside-out', bytes: stl(turned(base, () => true)), ...good, note: 'all triangles turned' },
    { name: 'duplicated-1-percent', bytes: stl(copies), ...good, note: 'triangles that stand in the file twice' },
    { name: 'duplicated-all', bytes: stl(joined(base, base)), ...good, note: 'the whole part twice' },
    { name: 'degenerate', bytes: stl(spots), ...good, note: 'ten triangles that are points' },
    { name: 'nan-corner', bytes: stl(nan), prints: true, closed: true, note: 'one NaN among the corners' },
    { name: 'infinite-corner', bytes: stl(infinite), prints: true, closed: true, note: 'one infinite corner' },
  ];
}

/** Odd shapes, soundly meshed or not. */
function shapes(): OddMesh[] {
  const cube = box(6, 6, 0, 4);
  const cubeVolume = 144;
  const cone = toTriangles([...lid(circle(4, 5, 48), true), ...pointTo(circle(4, 5, 48), [0, 0, 0])]);
  const twig = (x: number, y: number) => moved(cylinder(0.25, 0, 6, 12), x, y);
  const twigs = joined(twig(0, 0), twig(2, 0), twig(0, 2), twig(2, 2), moved(box(4, 4, 0, 1), 1, 1));
  const cup = toTriangles([...lid(circle(4, 0, 48), false), ...wall(circle(4, 0, 48), circle(4, 5, 48))]);
  const cavity = turned(moved(box(2, 2, 1, 3), 0), () => true);
  const tenthInch = cube.map((value) => value / 25.4);
  return [
    {
      name: 'overlapping-shells',
      bytes: stl(joined(cube, moved(cube, 2, 2, 1))),
      prints: true,
      closed: true,
      note: '',
    },
    {
      name: 'hollow',
      bytes: stl(joined(cube, cavity)),
      prints: true,
      closed: true,
      volume: cubeVolume - 8,
      note: 'cavity',
    },
    {
      name: 'hollow-inside-out',
      bytes: stl(turned(joined(cube, cavity), () => true)),
      prints: true,
      closed: true,
      volume: cubeVolume - 8,
      note: 'a cavity, and everything turned',
    },
    {
      name: 'one-shell-inverted',
      bytes: stl(
        joined(
          cube,
          turned(moved(cube, 8), () => true),
        ),
      ),
      prints: true,
      closed: true,
      volume: 2 * cubeVolume,
      note: 'two boxes, one inside out',
    },
    {
      name: 'shared-edge',
      bytes: stl(joined(cube, moved(cube, 6, 6))),
      prints: true,
      closed: true,
      note: '4 triangles',
    },
    { name: 'touching-faces', bytes: stl(joined(cube, moved(cube, 0, 0, 4))), prints: true, closed: true, note: '' },
    { name: 't-junctions', bytes: stl(tJunctions()), prints: true, note: 'one side split where the other is not' },
    { name: 'open-top', bytes: stl(cup), prints: true, closed: true, note: 'a cup without a lid' },
    { name: 'open-top-tube', bytes: stl(openTube()), prints: true, closed: true, note: 'both ends open' },
    { name: 'thin-twigs', bytes: stl(twigs), prints: true, closed: true, note: 'rods of one strand' },
    { name: 'pointed-bottom', bytes: stl(cone), prints: true, closed: true, note: 'begins in a point' },
    {
      name: 'far-away',
      bytes: stl(moved(cube, 900, -700, 300)),
      prints: true,
      closed: true,
      note: 'far from the origin',
    },
    { name: 'below-zero', bytes: stl(moved(cube, 0, 0, -50)), prints: true, closed: true, note: 'below the plate' },
    { name: 'inches', bytes: stl(tenthInch), prints: true, units: 'inch', closed: true, note: '6 mm in inches' },
    {
      name: 'metres',
      bytes: stl(cube.map((v) => v / 1000)),
      prints: true,
      units: 'm',
      closed: true,
      note: '6 mm in m',
    },
    { name: 'micrometres', bytes: stl(cube.map((v) => v * 1000)), prints: true, units: 'um', closed: true, note: 'um' },
  ];
}

function pointTo(ring: readonly Point[], tip: Point): Point[] {
  return ring.flatMap((corner, i) => [tip, ring[(i + 1) % ring.length], corner]);
}

/** A box whose lid is split along the middle of one edge, while the side below it is not. */
function tJunctions(): Float32Array {
  const t = [...box(6, 6, 0, 4)];
  const lidFrom = t.length - 18;
  const lid: number[] = [-3, -3, 4, 0, -3, 4, 3, 3, 4, 0, -3, 4, 3, -3, 4, 3, 3, 4, -3, -3, 4, 3, 3, 4, -3, 3, 4];
  return Float32Array.from([...t.slice(0, lidFrom), ...lid]);
}

function openTube(): Float32Array {
  const whole = tube(2, 3, 0, 6, 48);
  return filtered(whole, (t) => Math.floor(t / 96) % 2 === 0);
}

function patched(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = bytes.slice();
  change(new DataView(copy.buffer));
  return copy;
}

function concatenated(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0) & 0xff);

/** Binary files whose frame is odd. */
function binaryFiles(): OddMesh[] {
  const part = cylinder(4, 0, 3, 32);
  const bytes = stl(part);
  const count = part.length / 9;
  const good = { prints: true, closed: true, volume: volumeOf(part) };
  const named = patched(bytes, (view) => latin1('solid facet normal\n').forEach((b, i) => view.setUint8(i, b)));
  const zero = new Uint8Array(80);
  return [
    { name: 'binary-solid', bytes: named, ...good, note: 'a binary header that begins with "solid"' },
    { name: 'binary-nul-header', bytes: concatenated(zero, bytes.slice(80)), ...good, note: 'empty header' },
    { name: 'binary-trailing', bytes: concatenated(bytes, latin1('made by X')), ...good, note: 'bytes after the end' },
    { name: 'binary-trailing-long', bytes: concatenated(bytes, new Uint8Array(50).fill(255)), ...good, note: '' },
    { name: 'binary-count-zero', bytes: patched(bytes, (v) => v.setUint32(80, 0, true)), ...good, note: '' },
    { name: 'binary-count-low', bytes: patched(bytes, (v) => v.setUint32(80, 10, true)), ...good, note: '' },
    { name: 'binary-count-high', bytes: patched(bytes, (v) => v.setUint32(80, count + 9, true)), ...good, note: '' },
    { name: 'binary-count-huge', bytes: patched(bytes, (v) => v.setUint32(80, 2 ** 32 - 1, true)), ...good, note: '' },
    {
      name: 'binary-attributes',
      bytes: patched(bytes, (view) => {
        for (let i = 0; i < count; i++) view.setUint16(84 + 50 * i + 48, 0x7fff, true);
      }),
      ...good,
      note: 'colours in the attribute words',
    },
    {
      name: 'binary-wrong-normals',
      bytes: patched(bytes, (view) => {
        for (let i = 0; i < count; i++)
          for (let k = 0; k < 3; k++) view.setFloat32(84 + 50 * i + 4 * k, Number.NaN, true);
      }),
      ...good,
      note: 'normals are NaN',
    },
  ];
}

/** Text files written oddly. */
function textFiles(): OddMesh[] {
  const part = cylinder(4, 0, 3, 32);
  const good = { prints: true, closed: true, volume: volumeOf(part) };
  const text = writeAscii(part);
  const half = part.length / 9 / 2;
  // Corners of thousandths on a grid of eighths: closed as they stand.
  const thousandths = writeAscii(box(4, 4, 0, 3), { number: (v) => v.toFixed(3).replace('.', ',') });
  const two =
    writeAscii(filtered(part, (t) => t < half)) +
    writeAscii(
      filtered(part, (t) => t >= half),
      { name: 'b' },
    );
  const ok = (name: string, content: string, note: string): OddMesh => ({
    name,
    bytes: latin1(content),
    ...good,
    note,
  });
  const everyByte = String.fromCharCode(
    ...Array.from({ length: 255 }, (_, i) => i + 1).filter((b) => b !== 10 && b !== 13),
  );
  return [
    ok('text', text, 'plain ASCII'),
    ok('text-two-solids', two, 'two solids that close each other'),
    ok('text-empty-solid', `solid nothing\nendsolid nothing\n${text}`, 'an empty solid first'),
    ok('text-exponents', writeAscii(part, { number: (v) => v.toExponential(9) }), '1.5e+0'),
    ok(
      'text-exponents-upper',
      writeAscii(part, { number: (v) => `+${v.toExponential(9)}`.replace('+-', '-').toUpperCase() }),
      '+1.5E+0',
    ),
    ok('text-fortran', writeAscii(part, { number: (v) => v.toExponential(9).replace('e', 'D') }), '1.5D+0'),
    ok('text-many-digits', writeAscii(part, { number: (v) => v.toFixed(20) }), '20 digits'),
    ok('text-bare-points', writeAscii(part, { number: (v) => String(v).replace(/^(-?)0\./, '$1.') }), '.5 and -.5'),
    ok('text-decimal-commas', writeAscii(part, { number: (v) => v.toFixed(9).replace('.', ',') }), '1,5 2,0 3,0'),
    { ...ok('text-three-decimals', thousandths, '2,000 0,000 -2,000'), volume: 48 },
    ok('text-comma-separated', text.replace(/vertex (\S+) (\S+) (\S+)/g, 'vertex $1,$2,$3'), '1.5,2.0,3.0'),
    ok('text-comma-and-blank', text.replace(/vertex (\S+) (\S+) (\S+)/g, 'vertex $1, $2, $3'), '1.5, 2.0, 3.0'),
    ok('text-cr', text.replace(/\n/g, '\r'), 'CR only'),
    ok('text-crlf', text.replace(/\n/g, '\r\n'), 'CR LF'),
    ok('text-one-line', text.replace(/\n/g, ' '), 'no line ends at all'),
    ok('text-spacing', text.replace(/ /g, ' \t  ').replace(/\n/g, '\n\n\t'), 'tabs, empty lines'),
    ok('text-leading-blanks', `\n\r\n \t ${text}`, 'blanks before the first word'),
    ok('text-bom', `\xef\xbb\xbf${text}`, 'UTF-8 byte order mark'),
    ok('text-upper-case', text.toUpperCase(), 'SOLID FACET VERTEX'),
    ok('text-any-name', text.replace(/solid \S+/g, `solid ${everyByte}`), 'any bytes in the name'),
    ok('text-no-name', text.replace(/solid \S+/g, 'solid'), 'no name'),
    ok('text-keyword-name', text.replace(/solid \S+/g, 'solid facet vertex'), 'keywords as a name'),
    ok('text-no-end', text.replace(/endsolid.*/, ''), 'endsolid missing, surface closed'),
    ok('text-no-normals', text.replace(/facet normal \S+ \S+ \S+/g, 'facet'), 'no normals'),
    ok('text-nan-normals', text.replace(/normal \S+ \S+ \S+/g, 'normal nan -nan(ind) inf'), 'normals are no numbers'),
    ok('text-trailing', `${text}\x1a\0\0\0`, 'end-of-file mark and zero bytes after the end'),
    ok('text-colours', text.replace(/^(solid.*)$/m, '$1\ncolor 0.5 0.5 0.5'), 'an unknown line'),
    ok('text-empty-facet', text.replace('endsolid', 'facet normal 0 0 1\nouter loop\nendloop\nendfacet\nendsolid'), ''),
  ];
}

function refuse(name: string, refusal: string, bytes: Uint8Array, note: string): OddMesh {
  return { name, bytes, prints: false, refusal, note };
}

function refusedBinary(): OddMesh[] {
  const part = cylinder(4, 0, 3, 32);
  const bytes = stl(part);
  const huge = new Uint8Array(100);
  new DataView(huge.buffer).setUint32(80, 2 ** 32 - 1, true);
  const random = generator(23);
  const noise = Uint8Array.from({ length: 5000 }, () => Math.floor(random() * 256));
  noise[0] = 200;
  const flat = part.map((value, i) => (i % 3 === 2 ? 1 : value));
  return [
    refuse('empty', 'stl-empty', new Uint8Array(0), '0 bytes'),
    refuse('one-byte', 'stl-too-short', Uint8Array.of(7), '1 byte'),
    refuse('cut-header', 'stl-too-short', bytes.slice(0, 83), 'one byte short of a header'),
    refuse('header-only', 'mesh-no-triangles', stl(new Float32Array(0)), 'no triangles'),
    refuse('huge-claim', 'mesh-truncated', huge, '2^32 - 1 triangles in 100 bytes'),
    refuse('cut-in-triangle', 'mesh-truncated', bytes.slice(0, 84 + 50 * 60 + 17), 'ends within a triangle'),
    refuse(
      'cut-between-triangles',
      'mesh-truncated',
      bytes.slice(0, 84 + 50 * 60),
      'ends after a triangle, surface open',
    ),
    refuse('noise', 'mesh-truncated', noise, 'random bytes'),
    refuse('zeros', 'mesh-flat', new Uint8Array(1084), 'zero bytes'),
    refuse('all-nan', 'mesh-not-finite', stl(part.map(() => Number.NaN)), 'no finite corner'),
    refuse('all-infinite', 'mesh-not-finite', stl(part.map(() => Number.POSITIVE_INFINITY)), 'no finite corner'),
    refuse('flat', 'mesh-flat', stl(flat), 'no height'),
  ];
}

function refusedText(): OddMesh[] {
  const text = writeAscii(cylinder(4, 0, 3, 32));
  const bad = (name: string, refusal: string, content: string, note: string) =>
    refuse(name, refusal, latin1(content), note);
  const third = text.indexOf('vertex', text.indexOf('vertex', text.indexOf('vertex') + 1) + 1);
  return [
    bad('text-nothing', 'mesh-no-triangles', 'solid a\nendsolid a\n', 'no facets'),
    bad('text-solid-only', 'mesh-no-triangles', 'solid', 'one word'),
    bad('text-cut-in-facet', 'mesh-truncated', text.slice(0, text.length / 2), 'ends within a facet'),
    bad(
      'text-cut-between',
      'mesh-truncated',
      text.slice(0, text.lastIndexOf('facet', text.length / 2) - 3),
      'half of it',
    ),
    bad('text-two-numbers', 'stl-number', text.replace(/vertex (\S+) (\S+) \S+/, 'vertex $1 $2'), 'two numbers'),
    bad('text-letters', 'stl-number', text.replace(/vertex \S+/, 'vertex abc'), 'a word for a number'),
    bad('text-two-points', 'stl-number', text.replace(/vertex \S+/, 'vertex 1.2.3'), 'two decimal points'),
    bad('text-thousands', 'stl-number', text.replace(/vertex \S+/, 'vertex 1,234.5'), 'comma and point'),
    bad('text-unclear-commas', 'stl-number', text.replace(/vertex.*/, 'vertex 1,5,2,5 3'), 'commas of two meanings'),
    bad('text-grouped', 'stl-number-doubtful', text.replace(/vertex.*/, 'vertex 1,010 5 3'), '1010 or 1.01'),
    bad(
      'text-grouped-negative',
      'stl-number-doubtful',
      text.replace(/vertex.*/, 'vertex -12,500 0 3'),
      '12500 or 12.5',
    ),
    bad('text-cut-in-number', 'mesh-truncated', `${text.slice(0, text.lastIndexOf('vertex'))}vertex 1.25 -`, 'a sign'),
    bad('text-two-corners', 'stl-loop', text.slice(0, third) + text.slice(text.indexOf('\n', third)), 'two corners'),
    bad('text-four-corners', 'stl-loop', text.replace('endloop', 'vertex 0 0 9\nendloop'), 'a polygon'),
    bad('text-misspelt', 'stl-loop', text.replace('vertex', 'vertx'), 'a misspelt keyword'),
  ];
}

/** Other formats under the name of STL. */
function foreign(): OddMesh[] {
  const other = (name: string, content: string) => refuse(name, 'stl-foreign', latin1(content.padEnd(600)), 'not STL');
  return [
    other('zip', 'PK\x03\x04\x14\0'),
    other('gzip', '\x1f\x8b\x08\0'),
    other('obj', '# made by X\nmtllib a.mtl\nv 0 0 0\nv 1 0 0\nf 1 2 3\n'),
    other('ply', 'ply\nformat ascii 1.0\n'),
    other('off', 'OFF\n8 6 12\n'),
    other('step', 'ISO-10303-21;\nHEADER;\n'),
    other('xml', '<?xml version="1.0"?>\n<amf>'),
    other('html', '<!DOCTYPE html><html>not found</html>'),
    other('json', '{"asset":{"version":"2.0"}}'),
    other('glb', 'glTF\x02\0\0\0'),
    other('png', '\x89PNG\r\n'),
    other('pdf', '%PDF-1.7'),
    other('plain-text', 'Part list\n1  scaffold  20 mm\n'),
    other('table', 'x;y;z\n0,1;0,2;0,3\n'),
    other('apple-double', '\0\x05\x16\x07\0\x02\0\0Mac OS X        \0\x02\0\0\0\t\0\0\0\x32'),
    other('ds-store', '\0\0\0\x01Bud1\0\0\x10\0'),
    other('lfs', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\n'),
    other('utf-16', '\xff\xfes\0o\0l\0i\0d\0'),
    other('gcode', '; made by X\nG28\nG1 X1\n'),
    refuse('short-text', 'stl-foreign', latin1('hello'), 'not STL'),
    refuse('long-text', 'stl-foreign', latin1('The quick brown fox. '.repeat(50)), 'prose'),
  ];
}
