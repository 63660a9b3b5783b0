import { InputError } from '../finding/input-error.ts';
import { suggest } from '../finding/nearest.ts';
import { artefactPlate } from './bench/artefact-plate.ts';
import { gridDisc } from './bench/grid-disc.ts';
import { letterF } from './bench/letter-f.ts';
import { describeScaffold, listScaffold } from './describe.ts';
import { readValues } from './read-values.ts';
import type { Scaffold, ScaffoldKind } from './scaffold.ts';
import { cardiacPatch } from './tissue/cardiac-patch.ts';
import { ear } from './tissue/ear.ts';
import { intervertebralDisc } from './tissue/intervertebral-disc.ts';
import { liverLobules } from './tissue/liver-lobules.ts';
import { meniscus } from './tissue/meniscus.ts';
import { nose } from './tissue/nose.ts';
import { osteochondralPlug } from './tissue/osteochondral-plug.ts';
import { skin } from './tissue/skin.ts';
import { tpmsBlock } from './tpms/tpms-block.ts';
import { tpmsCylinder } from './tpms/tpms-cylinder.ts';
import { bifurcatedGraft } from './vessels/bifurcated-graft.ts';
import { nerveConduit } from './vessels/nerve-conduit.ts';
import { trachea } from './vessels/trachea.ts';
import { trileafletValve } from './vessels/trileaflet-valve.ts';
import { tube } from './vessels/tube.ts';
import { vascularGraft } from './vessels/vascular-graft.ts';
import { vascularisedBlock } from './vessels/vascularised-block.ts';

/** The scaffolds that can be generated, by name. */
export const scaffolds: Readonly<Record<string, ScaffoldKind>> = {
  'grid-disc': gridDisc,
  tube,
  'vascular-graft': vascularGraft,
  'bifurcated-graft': bifurcatedGraft,
  'vascularised-block': vascularisedBlock,
  'trileaflet-valve': trileafletValve,
  trachea,
  'nerve-conduit': nerveConduit,
  'osteochondral-plug': osteochondralPlug,
  'tpms-block': tpmsBlock,
  'tpms-cylinder': tpmsCylinder,
  ear,
  meniscus,
  nose,
  skin,
  'cardiac-patch': cardiacPatch,
  'liver-lobules': liverLobules,
  'intervertebral-disc': intervertebralDisc,
  'artefact-plate': artefactPlate,
  'letter-f': letterF,
};

/** The kind of that name. Throws InputError with the nearest name where there is none. */
export function scaffoldNamed(name: string): ScaffoldKind {
  if (Object.hasOwn(scaffolds, name)) return scaffolds[name];
  throw new InputError('scaffold-unknown', `There is no scaffold "${name}".`, {
    fix: suggest(name, Object.keys(scaffolds)),
  });
}

/**
 * The scaffold with its defaults, changed by `given`: numbers (mm, °), or texts as typed. Throws InputError for unknown
 * names, parameters or values.
 */
export function generateScaffold(name: string, given: Readonly<Record<string, unknown>> = {}): Scaffold {
  const kind = scaffoldNamed(name);
  const values = readValues(name, kind, given);
  const built = kind.build(values);
  return {
    name,
    values,
    built,
    job: kind.job(values),
    jobInBath: kind.inBath?.job(values) ?? null,
    readme: describeScaffold(name, kind, values, built),
    manifest: listScaffold(name, kind, values, built),
  };
}
