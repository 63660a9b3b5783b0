import { isSameLight } from '../../check/gates/gate-dose.ts';
import type { Crosslink } from '../../job/job.ts';
import { lampFor, nearestLight } from '../../program/write/write-crosslink.ts';
import { type PlannedJob, sharedIf, type Unread, unreadIf } from './unread.ts';

/** Keys of the crosslinking that these wells have no use for. */
export function unreadOfCrosslink(planned: PlannedJob): Unread[] {
  return planned.job.crosslink.flatMap((entry, i) => {
    const path = `crosslink.${i}`;
    const holding = planned.layers.filter(({ strands }) =>
      entry.ink === undefined ? strands.length > 0 : strands.some(({ ink }) => ink === entry.ink),
    ).length;
    return [
      ...ofEntry(entry, path),
      ...ofTiming(planned, entry, path, holding),
      ...ofWells(planned, entry, path),
      ...ofLight(planned, entry, path),
      ...ofAttenuation(planned, entry, path),
    ];
  });
}

function ofEntry({ photo, ionic, thermal }: Crosslink, path: string): Unread[] {
  return unreadIf(
    photo === undefined && ionic === undefined && thermal === undefined,
    path,
    'It names neither light nor ions nor heat.',
    'Give it photo, ionic or thermal, or take it out.',
  );
}

function ofTiming({ layers }: PlannedJob, entry: Crosslink, path: string, holding: number): Unread[] {
  const { ink, every, at } = entry;
  const printed = ink === undefined ? 'layers' : `layers with ${ink}`;
  return [
    ...unreadIf(
      ink !== undefined && holding === 0 && layers.length > 0,
      `${path}.ink`,
      `No layer holds ${ink}, so nothing is ever crosslinked by this entry.`,
      'Name an ink that is printed, or leave ink out.',
    ),
    ...unreadIf(
      every !== undefined && every > 1 && at === 'end',
      `${path}.every`,
      'An entry at the end is carried out once.',
      'Leave it out, or write at: layers.',
    ),
    ...unreadIf(
      every !== undefined && at === 'layers' && holding > 0 && every > holding,
      `${path}.every`,
      `There are only ${holding} ${printed}, so it is never due.`,
      `Set every to at most ${holding}, or write at: end.`,
    ),
  ];
}

function ofWells({ job, profile, wells }: PlannedJob, { photo, ionic, perWell }: Crosslink, path: string): Unread[] {
  const lamp = photo === undefined ? null : lampFor(profile, photo.wavelength);
  // A lamp over the whole plate lights all wells at once, as the job says.
  const isShared = lamp !== null && lamp.offset === null;
  const what =
    lamp !== null
      ? `${lamp.id} lights`
      : photo
        ? 'light is given to'
        : ionic
          ? 'ions are added to'
          : 'heat is held for';
  return [
    ...sharedIf(!perWell && wells === 1, `${path}.perWell`, 'Only one well is printed.', 'Leave it out.'),
    ...unreadIf(
      !perWell && !isShared && wells > 1 && job.vessel?.order !== 'layers',
      `${path}.perWell`,
      `Wells are printed one after the other, so ${what} each by itself.`,
      'Leave it out, or print layer by layer in all wells (vessel.order: layers).',
    ),
  ];
}

function ofLight({ profile }: PlannedJob, { photo }: Crosslink, path: string): Unread[] {
  if (photo === undefined) return [];
  const lamp = lampFor(profile, photo.wavelength);
  const { intensity, irradiance } = photo;
  const full = lamp?.irradiance ?? null;
  const given = full === null || intensity === undefined ? null : (full * intensity) / 100;
  return [
    ...unreadIf(
      intensity !== undefined && lamp === null,
      `${path}.photo.intensity`,
      `${profile.name} has no lamp of ${photo.wavelength} nm: the light is given manually.`,
      'Give the irradiance at the construct instead.',
    ),
    ...unreadIf(
      irradiance !== undefined && given !== null && Math.abs(irradiance / given - 1) > 0.01,
      `${path}.photo.irradiance`,
      `The intensity of ${intensity} % settles the light of ${lamp?.id}: ${given?.toPrecision(3)} mW/cm².`,
      'Give the intensity or the irradiance, not both.',
    ),
  ];
}

/** It weakens the light of a known lamp on its way down: there it is for the dose of lower layers. */
function ofAttenuation({ profile, job, layers }: PlannedJob, { photo }: Crosslink, path: string): Unread[] {
  if (photo === undefined || photo.attenuation === 0) return [];
  const key = `${path}.photo.attenuation`;
  const lamp = lampFor(profile, photo.wavelength);
  if (lamp === null) {
    const why = `${profile.name} has no lamp of ${photo.wavelength} nm: of light given manually the lowest layer is taken to gather all.`;
    return unreadIf(true, key, why, 'Leave it out, or choose a printer with such a lamp.');
  }
  const light = nearestLight(lamp, photo.wavelength);
  const clear = job.crosslink.findIndex(
    (entry) => entry.photo?.attenuation === 0 && isSameLight(entry.photo.wavelength, light),
  );
  return [
    ...unreadIf(
      lamp.irradiance === null && photo.irradiance === undefined,
      key,
      `The irradiance of ${lamp.id} is not known, so no dose is reckoned.`,
      `Measure it at the construct and write ${path}.photo.irradiance, or leave attenuation out.`,
    ),
    ...unreadIf(
      clear >= 0,
      key,
      `Of the entries of one light the least attenuation counts, and crosslink.${clear} has none.`,
      `Write the attenuation in crosslink.${clear} as well, or leave it out.`,
    ),
    ...sharedIf(layers.length === 1, key, 'There is only one layer: no ink lies over it.', 'Leave it out.'),
  ];
}
