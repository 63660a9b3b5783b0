import type { Profile, ProfileTool } from '../../printer/profile.ts';

/** Lines of a profile as patterns of text, for the second reading: placeholders stand for any number. */
export type LineAction =
  | { readonly kind: 'select'; readonly tool: ProfileTool }
  | { readonly kind: 'open' | 'close'; readonly tools: readonly ProfileTool[] }
  | { readonly kind: 'other' };

export interface PatternBook {
  /** What the profile means by this line, null for lines that are not its own. */
  readonly match: (line: string) => LineAction | null;
  /** Some of the profile's own lines are G0 or G1. */
  readonly moves: boolean;
}

/** A line that means the same for all tools that share it says nothing about which tool is selected. */
export function linePatterns(profile: Profile): PatternBook {
  const exact = new Map<string, LineAction>();
  const loose: { pattern: RegExp; action: LineAction }[] = [];
  const add = (line: string, action: LineAction) => {
    if (line.includes('{')) loose.push({ pattern: patternOf(line), action });
    else if (!exact.has(line)) exact.set(line, action);
  };
  const filled = (tool: ProfileTool, line: string) => line.replaceAll('{tool}', String(tool.index));
  for (const kind of ['close', 'open'] as const) {
    for (const tool of profile.tools) {
      for (const line of switching(tool, kind)) {
        const text = filled(tool, line);
        const tools = profile.tools.filter((other) =>
          switching(other, kind).some((own) => filled(other, own) === text),
        );
        add(text, { kind, tools });
      }
    }
  }
  for (const tool of profile.tools) {
    for (const line of tool.select) {
      const text = filled(tool, line);
      const shared = profile.tools.some(
        (other) => other !== tool && other.select.some((own) => filled(other, own) === text),
      );
      if (!shared && !/^G9[0-2]|^G4|^M400/.test(text)) add(text, { kind: 'select', tool });
    }
  }
  for (const { on, off } of profile.lamps) for (const line of [...on, ...off]) add(line, { kind: 'other' });
  return {
    moves: [...exact.keys()].some((line) => /^G[01] /.test(line)),
    match: (line) => {
      const known = exact.get(line);
      // Moves are most of a file, and no pattern with a slot to fill is one.
      if (known !== undefined || /^G[01] /.test(line)) return known ?? null;
      return loose.find(({ pattern }) => pattern.test(line))?.action ?? null;
    },
  };
}

/** Lines of one list that do not also stand in the opposite one. */
function switching({ dispenser }: ProfileTool, kind: 'open' | 'close'): string[] {
  if (dispenser.by === 'plunger') return [];
  const opposite = kind === 'open' ? dispenser.close : dispenser.open;
  return dispenser[kind].filter((line) => !opposite.includes(line) && !/^(G|M400)/.test(line));
}

function patternOf(line: string): RegExp {
  const escaped = line.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[-+\\d. ]+')}$`);
}
