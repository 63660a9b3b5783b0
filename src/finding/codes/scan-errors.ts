import { mistakes } from './code-group.ts';

export const scansCodes = mistakes('Scans', 'A scan that is read wrongly gives a part of another size or side.', {
  'scan-foreign': ['The file is no scan that is read.', 'Export it as .nii.gz, .nrrd or DICOM SEG.'],
  'scan-header': ['The header is not that of its format.', 'Export it again.'],
  'scan-pair': ['The file is one of a pair.', 'Export one single file.'],
  'scan-4d': ['The file holds several volumes.', 'Export one label map.'],
  'scan-type': ['The voxels are of a type that is not read.', 'Export whole numbers.'],
  'scan-encoding': ['The voxels are packed in a way that is not read.', 'Export it raw or as gzip.'],
  'scan-gzip': ['The packed voxels are damaged.', 'Copy or export it again.'],
  'scan-truncated': ['The file is cut short.', 'Copy or export it again.'],
  'scan-size': ['The size of the volume is impossible.', 'Export it again.'],
  'scan-too-large': ['The volume has too many voxels.', 'Crop it around what is to be printed.'],
  'scan-matrix': ['The voxels have no volume.', 'Export it again from the program that segmented it.'],
  'scan-nowhere': ['It is not said where the voxels lie.', 'Export it again.'],
  'scan-uneven': ['The slices do not lie at even distances.', 'Resample the series first.'],
  'scan-frames': ['The frames are not those that are announced.', 'Export it again.'],
  'scan-not-segmentation': ['The DICOM file is not a segmentation.', 'Export a DICOM SEG.'],
  'scan-compressed': ['The DICOM file is compressed.', 'Export it without compression.'],
  'scan-fractional': ['The segments have no sure border.', 'Export them as binary.'],
  'scan-grey': ['The volume holds grey values.', 'Segment it first and export the labels.'],
  'scan-empty': ['Nothing is segmented.', 'Export the segmentation.'],
  'scan-label': ['A label that is asked for is not in the volume.', 'Look at what is in it, and choose among that.'],
  'scan-crop': ['A crop does not lie within the volume.', 'Give three ranges of voxels.'],
  'scan-output': ['No folder is given.', 'Give one with -o.'],
  'scan-exists': ['Files in the folder were changed after they were written.', 'Give another folder.'],
});

export const scaffoldsCodes = mistakes('Scaffolds', 'A parameter that is guessed at would give another scaffold.', {
  'scaffold-unknown': ['A scaffold is unknown.', 'Take one of those that are listed.'],
  'scaffold-name': ['Something stands before the name of the scaffold.', 'Name it first.'],
  'scaffold-parameter': ['A parameter is unknown or given twice.', 'See bioweft scaffold NAME --help.'],
  'scaffold-value': ['A value is missing or out of range.', 'Give one within the range.'],
  'scaffold-conflict': ['Two values do not go together.', 'Change one of them as is said.'],
  'scaffold-format': ['A format of parts is unknown.', 'Take one of those that are listed.'],
  'scaffold-exists': [
    'Files in the folder were changed after they were written.',
    'Give another folder, or add --force.',
  ],
  'scaffold-coarse': ['The voxels are too coarse for the form.', 'Give a smaller step.'],
  'scaffold-percolation': ['The solid does not hang together.', 'Give a lower porosity, a sheet, or more cells.'],
  'scaffold-porosity': ['The mesh has another porosity than asked.', 'Give more voxels.'],
});
