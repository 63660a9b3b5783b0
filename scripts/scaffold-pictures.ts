/**
 * Pictures of the shipped scaffolds for their READMEs and docs/scaffolds.md: their meshes, each part in its colour, seen
 * from above at an angle, with a quarter cut out where there are several: npx tsx scripts/scaffold-pictures.ts [names...]
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { generateScaffold, scaffolds } from '../src/scaffold/scaffolds.ts';

const folder = join(import.meta.dirname, '../docs/pictures/scaffolds');
const [width, height, finer] = [560, 380, 2];
const colours = [
  [86, 180, 233],
  [230, 159, 0],
  [0, 158, 115],
  [204, 121, 167],
  [240, 228, 66],
  [213, 94, 0],
  [150, 150, 160],
] as const;
const ground = [22, 25, 30] as const;
const [turn, tilt] = [-0.6, 0.55];
const light = [-0.35, 0.45, 0.82] as const;

type Triple = readonly [x: number, y: number, z: number];

/** To the right, upwards, and towards the viewer. */
function seen([x, y, z]: Triple): Triple {
  const right = x * Math.cos(turn) - y * Math.sin(turn);
  const back = x * Math.sin(turn) + y * Math.cos(turn);
  return [right, back * Math.sin(tilt) + z * Math.cos(tilt), z * Math.sin(tilt) - back * Math.cos(tilt)];
}

interface Face {
  readonly corners: readonly Triple[];
  readonly colour: Triple;
}

function facesOf(name: string): Face[] {
  const { parts } = generateScaffold(name).built;
  const nested = parts.length > 1 && name !== 'artefact-plate';
  return parts.flatMap(({ mesh: { triangles: t } }, p) => {
    const own: Face[] = [];
    for (let i = 0; i < t.length; i += 9) {
      const flat = [0, 3, 6].map((k): Triple => [t[i + k], t[i + k + 1], t[i + k + 2]]);
      const [cx, cy] = [0, 1].map((axis) => flat.reduce((sum, corner) => sum + corner[axis], 0) / 3);
      if (nested && cx > 0 && cy < 0) continue;
      const corners = flat.map(seen);
      const [a, b, c] = corners;
      const [u, v] = [b.map((value, k) => value - a[k]), c.map((value, k) => value - a[k])];
      const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
      const long = Math.hypot(...n) || 1;
      // What is seen from within a part was cut open: it has its plain colour.
      const bright =
        n[2] < 0 ? 0.5 : 0.35 + 0.65 * Math.max(0, (n[0] * light[0] + n[1] * light[1] + n[2] * light[2]) / long);
      const [red, green, blue] = colours[p % colours.length];
      own.push({ corners, colour: [red * bright, green * bright, blue * bright] });
    }
    return own;
  });
}

/** Depth by depth, the nearest face of each point. */
function paint(faces: readonly Face[]): PNG {
  const [w, h] = [width * finer, height * finer];
  const all = faces.flatMap(({ corners }) => corners);
  const low = [0, 1].map((axis) => all.reduce((least, corner) => Math.min(least, corner[axis]), Infinity));
  const high = [0, 1].map((axis) => all.reduce((most, corner) => Math.max(most, corner[axis]), -Infinity));
  const scale = 0.9 * Math.min(w / (high[0] - low[0]), h / (high[1] - low[1]));
  const depth = new Float64Array(w * h).fill(-Infinity);
  const rgb = Float64Array.from({ length: 3 * w * h }, (_, i) => ground[i % 3]);
  for (const { corners, colour } of faces) {
    const [a, b, c] = corners.map(([x, y, z]) => [
      w / 2 + scale * (x - (low[0] + high[0]) / 2),
      h / 2 - scale * (y - (low[1] + high[1]) / 2),
      z,
    ]);
    const area = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    if (area === 0) continue;
    for (
      let y = Math.max(0, Math.floor(Math.min(a[1], b[1], c[1])));
      y <= Math.min(h - 1, Math.max(a[1], b[1], c[1]));
      y++
    ) {
      for (
        let x = Math.max(0, Math.floor(Math.min(a[0], b[0], c[0])));
        x <= Math.min(w - 1, Math.max(a[0], b[0], c[0]));
        x++
      ) {
        const s = ((x - a[0]) * (c[1] - a[1]) - (y - a[1]) * (c[0] - a[0])) / area;
        const t = ((b[0] - a[0]) * (y - a[1]) - (b[1] - a[1]) * (x - a[0])) / area;
        if (s < 0 || t < 0 || s + t > 1) continue;
        const z = a[2] + s * (b[2] - a[2]) + t * (c[2] - a[2]);
        if (z <= depth[y * w + x]) continue;
        depth[y * w + x] = z;
        rgb.set(colour, 3 * (y * w + x));
      }
    }
  }
  const png = new PNG({ width, height });
  for (let p = 0; p < width * height; p++) {
    const [x, y] = [p % width, Math.floor(p / width)];
    for (let channel = 0; channel < 3; channel++) {
      let sum = 0;
      for (let k = 0; k < finer * finer; k++)
        sum += rgb[3 * ((finer * y + (k >> 1)) * w + finer * x + (k & 1)) + channel];
      png.data[4 * p + channel] = sum / finer ** 2;
    }
    png.data[4 * p + 3] = 255;
  }
  return png;
}

mkdirSync(folder, { recursive: true });
const asked = process.argv.slice(2);
for (const name of Object.keys(scaffolds)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  writeFileSync(join(folder, `${name}.png`), PNG.sync.write(paint(facesOf(name)), { colorType: 2 }));
}
