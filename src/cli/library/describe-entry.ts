import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Provenance } from '../../provenance/provenance.ts';
import type { Vessel } from '../../vessel/vessel.ts';
import { colour } from '../terminal.ts';
import { describeValues, type SchemaNode } from './describe-values.ts';
import { describeWells } from './describe-wells.ts';

/**
 * One entry of the library as a data sheet: every value with its name in words and its unit, then where each number
 * comes from. `folder` holds the shelf's `schema.json`, or is null where a shelf has none.
 */
export function describeEntry(entry: Readonly<Record<string, unknown>>, folder: string | null): string {
  const { provenance, $schema: _, ...rest } = entry;
  const schema: SchemaNode = folder === null ? {} : JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'));
  // Wells that are alike are described once.
  const wells = 'wells' in rest ? { wells: describeWells(rest['wells'] as Vessel['wells']) } : {};
  const lines = describeValues({ ...rest, ...wells }, schema);
  if (provenance !== undefined) lines.push('', ...describeSources(provenance as Provenance));
  return lines.join('\n');
}

function describeSources(provenance: Provenance): string[] {
  const lines = [`  ${colour.bold('where the numbers come from')}`];
  for (const { of, source, verified } of provenance) {
    const mark = verified ? colour.green('sourced   ') : colour.yellow('unverified');
    const values = of.map((path) => (path === '' ? 'all else' : path)).join(', ');
    lines.push(`    ${mark}  ${values}`, `                ${colour.dim(source)}`);
  }
  return lines;
}
