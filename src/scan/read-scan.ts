import { type LabelVolume, scanError, type Unpacker } from './label-volume.ts';
import { isDicom, readDicomSeg } from './read-dicom-seg.ts';
import { niftiLayout, niftiLength, readNifti } from './read-nifti.ts';
import { isNrrd, readNrrd } from './read-nrrd.ts';

export interface ReadScanOptions {
  readonly unpacker: Unpacker;
  /** Of voxels, mm, for files that do not say where these lie. */
  readonly spacing?: readonly number[] | undefined;
}

/** What other formats may unpack to, and what may follow the voxels of a NIfTI file. */
const mostOthers = 1 << 28;
const mostBehind = 1 << 16;

/**
 * Reads a segmented scan of any format that is known, by its first bytes. Nothing but geometry, labels and their names is
 * taken from it. Throws InputError for anything else, with what to do.
 */
export function readScan(bytes: Uint8Array, file: string, { unpacker, spacing }: ReadScanOptions): LabelVolume {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes, file, unpacker) : bytes;
  if (niftiLayout(plain) !== null) return readNifti(plain, file, spacing);
  if (isNrrd(plain)) return readNrrd(plain, file, unpacker, spacing);
  if (isDicom(plain)) return readDicomSeg(plain, file);
  throw foreign(file, plain.length === 0 ? 'it is empty' : 'it is none of NIfTI, NRRD and DICOM');
}

/** The header says how much is to come: what holds more, or no scan at all, is not unpacked. */
function unpack(bytes: Uint8Array, file: string, unpacker: Unpacker): Uint8Array {
  const start = attempt(() => unpacker.start(bytes), file);
  if (niftiLayout(start) !== null) {
    const length = niftiLength(start, file);
    return attempt(() => unpacker.all(bytes, length + mostBehind), file);
  }
  if (!isNrrd(start) && !isDicom(start)) throw foreign(file, 'it is packed, and holds none of NIfTI, NRRD and DICOM');
  return attempt(() => unpacker.all(bytes, mostOthers), file);
}

function attempt(work: () => Uint8Array, file: string): Uint8Array {
  try {
    return work();
  } catch {
    throw scanError(
      'scan-gzip',
      file,
      'it is packed, and damaged or larger than its header says',
      'Export or copy it again.',
    );
  }
}

function foreign(file: string, what: string) {
  return scanError('scan-foreign', file, what, 'Export the segmentation as .nii.gz, .nrrd or DICOM SEG.');
}
