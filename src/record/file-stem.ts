/** What a print's files are called, without their endings: the job's name as a file system takes it; empty where nothing is left. */
export function fileStem(name: string): string {
  return name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .toLowerCase();
}
