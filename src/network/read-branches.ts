import type { BranchFile, BranchFormat } from './branch.ts';
import { branchError } from './branch-error.ts';
import { readBranchCsv } from './read-branch-csv.ts';
import { readSwc } from './read-swc.ts';
import { readXCavate } from './read-x-cavate.ts';

const readers: Readonly<Record<BranchFormat, (text: string, file: string) => BranchFile>> = {
  'x-cavate': readXCavate,
  csv: readBranchCsv,
  swc: readSwc,
};

/** mm that one unit of each format is, where the job does not say otherwise: SWC counts µm, X-CAVATE cm. */
export const unitOfFormat: Readonly<Record<BranchFormat, 'mm' | 'cm' | 'um'>> = {
  'x-cavate': 'cm',
  csv: 'mm',
  swc: 'um',
};

/** The centre lines of a file in the unit of the file. Throws InputError naming branch, point and line. */
export function readBranches(text: string, file: string): BranchFile {
  if (text.slice(0, 4096).includes('\0')) {
    throw branchError('branch-encoding', { file }, 'it is no text in UTF-8', 'Save it as plain text.');
  }
  const read = readers[formatOf(text, file)](text, file);
  if (read.branches.length === 0)
    throw branchError('branch-empty', { file }, 'it holds no point', 'Write one point a line.');
  for (const { name, lines } of read.branches) {
    if (lines.length > 1) continue;
    const place = { file, branch: name, point: 1, line: lines[0] };
    throw branchError(
      'branch-short',
      place,
      'a branch of one point has no length',
      'Give it a second point, or take it out.',
    );
  }
  return read;
}

function formatOf(text: string, file: string): BranchFormat {
  if (/^\s*vessel\s*:/im.test(text)) return 'x-cavate';
  return /\.swc$/i.test(file) ? 'swc' : 'csv';
}
