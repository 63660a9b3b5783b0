import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { jobSchema } from './job.ts';
import { type Locate, type Path, placeName } from './position.ts';

/** One error for what the schema found wrong: the complaint nearest to the cause, its place, and what to write. */
export function explainIssues(issues: readonly z.core.$ZodIssue[], file: string, locate?: Locate): InputError {
  return explain(worstIssue(issues), file, locate);
}

/** Unknown keys first: a misspelt key usually causes the other complaints. Then the deepest one. */
function worstIssue(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue {
  const flat = issues.flatMap(unfoldUnion);
  return (
    flat.find((issue) => issue.code === 'unrecognized_keys') ??
    flat.reduce((a, b) => (b.path.length > a.path.length ? b : a))
  );
}

/** The complaints of the union's member that came nearest: the one whose complaints lie deepest. */
function unfoldUnion(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [issue];
  const depth = (list: readonly z.core.$ZodIssue[]) => Math.max(0, ...list.map((inner) => inner.path.length));
  const nearestMember = issue.errors.reduce((a, b) => (depth(b) > depth(a) ? b : a));
  const custom = issue.errors.flat().find((inner) => inner.code === 'custom');
  if (custom) return [{ ...custom, path: [...issue.path, ...custom.path] }];
  if (depth(nearestMember) === 0) return [issue];
  return nearestMember.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

function explain(issue: z.core.$ZodIssue, file: string, locate?: Locate): InputError {
  const path = issue.path as Path;
  const name = path.length > 0 ? path.join('.') : 'the job';
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0];
    const full = [...path, key];
    const at = locate?.(full, 'key');
    return new InputError('job-key', `${placeName(file, at)}: unknown key "${full.join('.')}"`, {
      where: { file, ...at },
      fix: suggest(key, keysAt(path)),
    });
  }
  const at = locate?.(path);
  return new InputError('job-value', `${placeName(file, at)}: ${name}: ${issue.message}`, {
    where: { file, ...at },
    fix: issue.code === 'invalid_type' && issue.message.includes('undefined') ? `Add ${name}.` : fixFor(issue),
  });
}

function fixFor(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_value') return `write one of: ${issue.values.map(String).join(', ')}`;
  return undefined;
}

interface SchemaNode {
  readonly properties?: Record<string, SchemaNode>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly items?: SchemaNode;
  readonly prefixItems?: SchemaNode[];
  readonly anyOf?: SchemaNode[];
  readonly oneOf?: SchemaNode[];
}

let schemaOnce: SchemaNode | undefined;

/** The keys that the schema knows at a path. */
export function keysAt(path: Path): string[] {
  schemaOnce ??= z.toJSONSchema(jobSchema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
  let nodes: SchemaNode[] = [schemaOnce];
  for (const key of path) nodes = nodes.flatMap((node) => children(node, key));
  return [...new Set(nodes.flatMap(unfold).flatMap((node) => Object.keys(node.properties ?? {})))].filter(
    (key) => key !== '$schema',
  );
}

function unfold(node: SchemaNode): SchemaNode[] {
  return [node, ...(node.anyOf ?? []).flatMap(unfold), ...(node.oneOf ?? []).flatMap(unfold)];
}

function children(node: SchemaNode, key: string | number): SchemaNode[] {
  return unfold(node).flatMap((option) => {
    if (typeof key === 'number') return option.items ? [option.items] : (option.prefixItems ?? []).slice(key, key + 1);
    const own = option.properties?.[key];
    if (own) return [own];
    return typeof option.additionalProperties === 'object' ? [option.additionalProperties] : [];
  });
}
