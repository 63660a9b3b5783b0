import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Finding, severities } from '../../finding/finding.ts';
import { packageFolder } from '../../plan/inputs/load-library.ts';
import type { RecordEntry } from '../../record/batch-record.ts';
import { colour, describeFindings } from '../terminal.ts';
import { describeValues, type SchemaNode } from './describe-values.ts';

/** The entries of a batch record in words, each with its number, its time (UTC) and what it is about. */
export function describeRecord(entries: readonly RecordEntry[]): string {
  const schemas = { job: readSchema('docs/job.schema.json'), ink: readSchema('inks/schema.json') };
  return entries.map((entry) => describeEntry(entry, schemas)).join('\n\n');
}

interface Schemas {
  readonly job: SchemaNode;
  readonly ink: SchemaNode;
}

function readSchema(path: string): SchemaNode {
  return JSON.parse(readFileSync(join(packageFolder(), path), 'utf8'));
}

function describeEntry({ seq, at, kind, data }: RecordEntry, schemas: Schemas): string {
  const head = `${colour.dim(`${String(seq).padStart(4)}  ${at}`)}  ${colour.bold(kind)}`;
  if (kind === 'finding' && isFinding(data)) return `${head}\n${describeFindings([data])}`;
  const schema = { properties: propertiesOf(kind, schemas), additionalProperties: toFillIn };
  return [head, ...describeValues(data, schema, '    ')].join('\n');
}

const toFillIn: SchemaNode = { description: 'null: not filled in' };
const mm: SchemaNode = { unit: 'mm' };
const nozzle: SchemaNode = { properties: { inner: mm, outer: mm, length: mm } };

/** What carries no unit in its name: settings and laws have that of their schema. */
function propertiesOf(kind: RecordEntry['kind'], { job, ink }: Schemas): Readonly<Record<string, SchemaNode>> {
  if (kind === 'parameters') return job.properties ?? {};
  if (kind === 'crosslink') return { steps: job.properties?.['crosslink'] ?? {} };
  if (kind === 'material') return { nozzle, rheology: ink.properties?.['rheology'] ?? {} };
  if (kind === 'machine') return { tools: { items: { properties: { nozzle, pressure: { unit: 'kPa' } } } } };
  return {};
}

/** A record may come from elsewhere: only what has the shape of a finding is shown as one. */
function isFinding(data: Readonly<Record<string, unknown>>): data is Readonly<Record<string, unknown>> & Finding {
  const { gate, what, severity, where } = data;
  const texts = typeof gate === 'string' && typeof what === 'string';
  return texts && severities.some((known) => known === severity) && typeof where === 'object' && where !== null;
}
