import type { Profile, ProfileTool } from './profile.ts';

/** The tool of this name; null where the printer has none, or is unknown itself: files name what they like. */
export function findTool(profile: Profile | null, id: string): ProfileTool | null {
  return profile?.tools.find((tool) => tool.id === id) ?? null;
}

/** The tool of this name, for programs: their tools were chosen from this profile, so any other is an internal error. */
export function toolOf(profile: Profile, id: string): ProfileTool {
  const tool = findTool(profile, id);
  if (tool === null) throw new Error(`The program uses tool ${id}, which the profile ${profile.id} does not have`);
  return tool;
}
