import type { Command } from 'commander';
import { runCommand } from '../run-command.ts';
import type { ScanOptions } from './run-scan.ts';

export function addScanCommand(program: Command): void {
  program
    .command('scan <file>')
    .description('parts from a segmented scan (NIfTI, NRRD, DICOM SEG); without --labels, list what is in it')
    .option('--labels <list>', 'which labels become parts, e.g. "3=cortex,7+8=cyst", or all')
    .option('-o, --output <folder>', 'where to write the parts, their job and a report')
    .option('--smooth <times>', 'how often the steps of voxels are smoothed, 0 for not at all (default: 10)')
    .option('--islands <voxels>', 'leave out pieces of fewer voxels')
    .option('--crop <ranges>', 'voxels to keep, e.g. 10:90,0:40,5:60')
    .option('--spacing <mm>', 'of voxels, for files that do not say where they lie: 1,1,1.5')
    .option('--lps', 'x to the left and y to the back of the patient, instead of right and front')
    .option('--anonymous', 'name parts by their numbers, not by their labels')
    .option('--json', 'as JSON')
    .option('--quiet', 'print errors and warnings only')
    .addHelpText(
      'after',
      `
Examples:
  $ bioweft scan map.nii.gz                              what is in it
  $ bioweft scan map.nii.gz --labels "3=cortex,7=cyst" -o parts
  $ bioweft scan kidney.seg.nrrd --labels all --islands 50 --anonymous -o parts
  $ bioweft slice parts/job.yaml

Nothing but geometry, names of labels and a hash of the file reaches any output; the surface of a face, a nose or an ear
can itself show who somebody is.`,
    )
    .action(async (file: string, options: ScanOptions) => {
      const { runScan } = await import('./run-scan.ts');
      await runCommand(() => runScan(file, options), options);
    });
}
