import type { Place } from './finding.ts';
import { layerNumber } from './layer-number.ts';
import { wellWords } from './well-name.ts';

/**
 * Where a finding points, in words: `part bone, well A1, layer 3, strand 17`; of a whole place only what is asked for.
 * Empty where it points nowhere.
 */
export function whereWords(where: Place, only: readonly (keyof Place)[] = keys): string {
  const { file, line } = where;
  const words: Readonly<Record<keyof Place, string | undefined>> = {
    file: file && (line ? `${file}:${line}` : file),
    line: file || !line ? undefined : `line ${line}`,
    part: where.part && `part ${where.part}`,
    ink: where.ink && `ink ${where.ink}`,
    tool: where.tool && `tool ${where.tool}`,
    well: wellWords(where.well),
    layer: where.layer === undefined ? undefined : `layer ${layerNumber(where.layer)}`,
    strand: where.strand === undefined ? undefined : `strand ${where.strand}`,
  };
  return keys.flatMap((key) => (only.includes(key) && words[key]) || []).join(', ');
}

/** From what is found first to what is found last. */
const keys = ['file', 'line', 'part', 'ink', 'tool', 'well', 'layer', 'strand'] as const;
