import type { Finding } from '../../finding/finding.ts';
import type { Memory } from '../../memory/memory.ts';
import { mirrorAsymmetry } from '../../mesh/study/mirror-asymmetry.ts';
import type { Handedness } from '../../printer/handedness.ts';
import type { Profile } from '../../printer/profile.ts';
import type { PlannedGroup } from '../plan-wells.ts';

/**
 * Share of the greatest possible asymmetry from which on a construct counts as another thing in the mirror. A letter F
 * has 0.19; what meshes of symmetric things lack by their facets, faces within and sampling stays below 0.017.
 */
const asymmetric = 0.02;

/** Warns of constructs that would come out as another thing where the printer's handedness is unknown. */
export function noteHandedness(
  profile: Profile,
  handedness: Handedness,
  groups: readonly PlannedGroup[],
  plate: boolean,
  memory: Memory,
): Finding[] {
  if (handedness === 'mirrored') return [mirroredNote(profile, plate)];
  if (handedness !== 'unconfirmed') return [];
  for (const { parts, shiftsMm, wells } of groups) {
    const bodies = parts.map(({ mesh }, i) => ({ triangles: mesh.triangles, shift: shiftsMm[i] }));
    const { found } = memory.recall(
      'asymmetry',
      (id) => bodies.map(({ triangles, shift }) => [id(triangles), shift]),
      () => ({ found: mirrorAsymmetry(bodies) }),
    );
    if (found < asymmetric) continue;
    return [
      {
        gate: 'plan',
        code: 'handedness-unconfirmed',
        severity: 'warn',
        where: groups.length > 1 ? { well: wells[0] } : {},
        what: `Which way X and Y of ${profile.name} point was not read in a source, and the construct is another thing in the mirror: it may come out mirrored.`,
        fix: `Print a letter F first (bioweft scaffold letter-f), look at it from above, and run: bioweft printers confirm ${profile.id} --letter-f right (or mirrored).`,
        numbers: { asymmetry: Number(found.toPrecision(3)) },
        source: `printers/${profile.id}: frame`,
      },
    ];
  }
  return [];
}

function mirroredNote(profile: Profile, plate: boolean): Finding {
  const rows = plate
    ? ' Rows or columns of the plate may lie the other way round as well: jog the needle over the last well before you print.'
    : '';
  return {
    gate: 'plan',
    code: 'construct-mirrored',
    severity: 'note',
    where: {},
    what: `A letter F came out mirrored on ${profile.name}: the construct is written mirrored in Y, so that it comes out right.${rows}`,
    fix: 'Where that is no longer so, print the letter again and confirm it with --force.',
  };
}
