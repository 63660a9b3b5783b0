import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { jobSchema } from './job.ts';
import { type Locate, type Path, placeName } from './position.ts';

/**
 * One error for what the schema found wrong in the data: the complaint nearest to the cause, its place, and what to write.
 */
export function explainIssues(
  issues: readonly z.core.$ZodIssue[],
  data: unknown,
  file: string,
  locate?: Locate,
): InputError {
  const worst = worstIssue(issues);
  // A complaint of the schema's own about nothing is about a key that is not there, whatever it could have been.
  const missing =
    worst.code !== 'custom' && worst.code !== 'unrecognized_keys' && valueAt(data, worst.path) === undefined;
  return missing ? explainMissing(worst.path as Path, file, locate) : explain(worst, file, locate);
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (at !== null && typeof at === 'object' ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    data,
  );
}

function explainMissing(path: Path, file: string, locate?: Locate): InputError {
  const name = path.join('.');
  const at = locate?.(path);
  return new InputError('job-value', `${placeName(file, at)}: ${name} is missing`, {
    where: { file, ...at },
    fix: `Add ${name}${meaningOf(path)}.`,
  });
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
    fix: fixFor(issue),
  });
}

function fixFor(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === 'invalid_value') return `Write one of: ${issue.values.map(String).join(', ')}.`;
  return undefined;
}

interface SchemaNode {
  readonly description?: string;
  readonly unit?: string;
  readonly enum?: readonly unknown[];
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
  return [...new Set(nodesAt(path).flatMap((node) => Object.keys(node.properties ?? {})))].filter(
    (key) => key !== '$schema',
  );
}

/** What the schema says of a path, with all that it may be. */
function nodesAt(path: Path): SchemaNode[] {
  schemaOnce ??= z.toJSONSchema(jobSchema, { io: 'input', unrepresentable: 'any' }) as SchemaNode;
  let nodes: SchemaNode[] = [schemaOnce];
  for (const key of path) nodes = nodes.flatMap((node) => children(node, key));
  return nodes.flatMap(unfold);
}

/** What a key means, as the schema describes it: `: how deep it stands (mm)`. Empty where it says nothing. */
function meaningOf(path: Path): string {
  const nodes = nodesAt(path);
  const description = nodes.find((node) => node.description !== undefined)?.description;
  const choices = nodes.find((node) => node.enum !== undefined)?.enum;
  const unit = nodes.find((node) => node.unit !== undefined)?.unit;
  const said = description && description[0].toLowerCase() + description.slice(1);
  const words = [said, choices && `one of ${choices.join(', ')}`].filter((word) => word !== undefined);
  return (words.length > 0 ? `: ${words.join('; ')}` : '') + (unit === undefined ? '' : ` (${unit})`);
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
