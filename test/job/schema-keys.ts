import * as z from 'zod';
import { jobSchema } from '../../src/job/job.ts';

interface Node {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
}

/** Every key of the job's schema, maps and lists as well, by its path: inks are called `a`, lists have the entry 0. */
export function schemaKeys(): string[] {
  const root = z.toJSONSchema(jobSchema, { io: 'input', unrepresentable: 'any' }) as Node;
  return below(root, []);
}

function below(node: Node, path: readonly string[]): string[] {
  const own = path.length > 0 ? [path.join('.')] : [];
  if (path.join('.') === 'wells' || path.join('.') === 'sweep') return own;
  const options = node.anyOf ?? [node];
  const children = options.flatMap(({ properties = {}, additionalProperties, items }): [string, Node][] => [
    ...Object.entries(properties),
    ...(typeof additionalProperties === 'object' ? [['a', additionalProperties] as [string, Node]] : []),
    ...(items !== undefined && isMap(items) ? [['0', items] as [string, Node]] : []),
  ]);
  return [...own, ...children.flatMap(([key, child]) => below(child, [...path, key]))];
}

const isMap = (node: Node): boolean => node.properties !== undefined || (node.anyOf ?? []).some(isMap);
