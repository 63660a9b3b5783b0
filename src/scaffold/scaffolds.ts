import * as z from 'zod';
import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { describeScaffold, listScaffold } from './describe.ts';
import { gridDisc } from './grid-disc.ts';
import { letterF } from './letter-f.ts';
import { osteochondralPlug } from './osteochondral-plug.ts';
import type { Measures, Scaffold, ScaffoldGenerator } from './scaffold.ts';
import { vascularGraft } from './vascular-graft.ts';

/** The scaffolds that can be generated, by name. */
export const scaffolds: Readonly<Record<string, ScaffoldGenerator>> = {
  'osteochondral-plug': osteochondralPlug,
  'vascular-graft': vascularGraft,
  'grid-disc': gridDisc,
  'letter-f': letterF,
};

/** The scaffold with its defaults, changed by `given` (mm). Throws InputError for unknown names, parameters or values. */
export function generateScaffold(name: string, given: Readonly<Record<string, unknown>> = {}): Scaffold {
  const generator = Object.hasOwn(scaffolds, name) ? scaffolds[name] : undefined;
  if (generator === undefined) {
    throw new InputError('scaffold-unknown', `There is no scaffold "${name}".`, {
      fix: suggest(name, Object.keys(scaffolds)),
    });
  }
  const measures = readMeasures(name, generator, given);
  const parts = generator.parts(measures);
  return {
    name,
    parts,
    job: generator.job(measures),
    readme: describeScaffold(name, generator, measures, parts),
    manifest: listScaffold(name, generator, measures, parts),
  };
}

function readMeasures(name: string, generator: ScaffoldGenerator, given: Readonly<Record<string, unknown>>): Measures {
  const { parameters } = generator;
  for (const key of Object.keys(given)) {
    if (Object.hasOwn(parameters, key)) continue;
    throw new InputError('scaffold-param', `${name} has no parameter "${key}".`, {
      fix: suggest(key, Object.keys(parameters)),
    });
  }
  const shape = Object.fromEntries(
    Object.entries(parameters).map(([key, parameter]) => [key, parameter.schema.default(parameter.default)]),
  );
  const read = z.strictObject(shape).safeParse(given);
  if (read.success) return read.data as Measures;
  const issue = read.error.issues[0];
  const key = String(issue.path[0]);
  const { unit, what } = parameters[key];
  throw new InputError('scaffold-param', `${name}: ${key} = ${String(given[key])}: ${issue.message}.`, {
    fix: `${key} is: ${what}, ${unit}; the default is ${parameters[key].default}.`,
  });
}
