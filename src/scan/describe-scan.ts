import { findPieces } from '../mesh/labels/voxel-pieces.ts';
import { determinant, type LabelVolume } from './label-volume.ts';
import type { ScanParts } from './scan-parts.ts';

/** What a scan holds, without a word of where it comes from. */
export interface ScanList {
  readonly format: LabelVolume['format'];
  readonly size: readonly number[];
  /** Edges of a voxel, mm. */
  readonly voxelMm: readonly number[];
  readonly labels: readonly LabelRow[];
  readonly notes: readonly string[];
}

export interface LabelRow {
  readonly label: number;
  readonly name: string | null;
  readonly voxels: number;
  readonly volumeMm3: number;
  readonly pieces: number;
  /** Voxels where it is thinner than two of them. */
  readonly thin: number;
}

export function listScan(volume: LabelVolume): ScanList {
  const { format, size, toRas, names, notes } = volume;
  const voxelMm3 = Math.abs(determinant(toRas));
  const labels = [...findPieces(volume)].map(([label, { voxels, pieces, thin }]) => ({
    label,
    name: names.get(label) ?? null,
    voxels,
    volumeMm3: rounded(voxels * voxelMm3),
    pieces,
    thin,
  }));
  const voxelMm = [0, 1, 2].map((axis) => rounded(Math.hypot(toRas[0][axis], toRas[1][axis], toRas[2][axis])));
  return { format, size: [...size], voxelMm, labels, notes };
}

export interface ScanFiles {
  /** By part, the name of its mesh file. */
  readonly meshes: readonly string[];
  /** scan.json. */
  readonly report: string;
  /** job.yaml, to be edited. */
  readonly job: string;
}

export interface ScanFilesInput {
  readonly scan: ScanParts;
  readonly volume: LabelVolume;
  /** SHA-256 of the file that was read. */
  readonly sha256: string;
  readonly smooth: number;
  readonly lps: boolean;
  /** Parts are named by their numbers. */
  readonly anonymous: boolean;
}

/** The report and the job of the parts of a scan: geometry, names of labels and the hash of the file, and nothing else. */
export function scanFiles({ scan, volume, sha256, smooth, lps, anonymous }: ScanFilesInput): ScanFiles {
  const names = anonymous ? scan.parts.map((_, p) => `part${p + 1}`) : scan.parts.map(({ name }) => name);
  const files = fileNames(names);
  const [x, y, z] = scan.shiftMm.map(rounded);
  const report = {
    format: volume.format,
    sha256,
    space: lps ? 'left-posterior-superior' : 'right-anterior-superior',
    // What leads from the files back to the scan.
    shiftMm: [-x, -y, -z],
    smooth,
    envelopeMm3: rounded(scan.envelopeMm3),
    parts: scan.parts.map(({ labels, pieces, voxelMm3, volumeMm3, mesh }, p) => ({
      name: names[p],
      file: files[p],
      labels,
      voxels: pieces.voxels,
      voxelMm3: rounded(voxelMm3),
      volumeMm3: rounded(volumeMm3),
      smoothingPercent: rounded((100 * (volumeMm3 - voxelMm3)) / voxelMm3),
      pieces: pieces.pieces,
      islandVoxelsDropped: pieces.dropped,
      thinVoxels: pieces.thin,
      triangles: mesh.triangles.length / 9,
    })),
    notes: volume.notes,
  };
  return { meshes: files, report: `${JSON.stringify(report, null, 2)}\n`, job: jobOf(names, files) };
}

const rounded = (value: number): number => Number(value.toPrecision(9));

/** Names that any disk takes, each once. */
function fileNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, p) => {
    const plain = name
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 60);
    const base = plain === '' ? `part${p + 1}` : plain;
    let file = base;
    for (let n = 2; taken.has(file); n++) file = `${base}-${n}`;
    taken.add(file);
    return `${file}.stl`;
  });
}

function jobOf(names: readonly string[], files: readonly string[]): string {
  const parts = files.map(
    (file, p) =>
      `  - { mesh: ${file}, name: ${JSON.stringify(names[p])}, ink: tissue, laydown: { pattern: parallel, angles: [0, 90], porosity: 0.5 }, contours: 1 }`,
  );
  return `# Parts of a scan, to be edited: give each part its ink, and a printer and a vessel that hold it.
name: parts of a scan
printer: marlin-syringe
inks:
  tissue: { ink: alginate-i1g-4, nozzle: { gauge: 22 } }
parts:
${parts.join('\n')}
layers: { height: 0.25 }
speed: 10
`;
}
