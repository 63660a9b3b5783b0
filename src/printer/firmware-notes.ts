import { dialectOf } from '../firmware/dialects.ts';
import type { Profile } from './profile.ts';
import { templates } from './profile-issues.ts';

/** What the firmware must have been built with for the profile's own lines, as sentences. */
export function firmwareNotes(profile: Profile): string[] {
  const own = templates(profile).flatMap(({ path, lines }) => lines.map((line, i) => ({ path: `${path}.${i}`, line })));
  const {
    buildNeeds,
    lines: { firmware },
  } = dialectOf(profile.dialect);
  return buildNeeds.flatMap(({ code, option, without }) => {
    const found = own.find(({ line }) => new RegExp(`^${code}\\b`).test(line.trim()));
    if (found === undefined) return [];
    return [`${found.path}: ${code} needs a ${firmware} built with ${option}; without, ${without}.`];
  });
}
