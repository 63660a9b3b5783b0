import { fillTemplate, type TemplateValues } from '../../../printer/fill-template.ts';
import type { Profile } from '../../../printer/profile.ts';
import type { Scene, Scenes } from './scenes.ts';

/** Lines of the profile that stand in one piece. */
export type Block = readonly (string | RegExp)[];

/** Blocks before each strand, and after the last one; of their lines those that are `judged`. */
export function expectedBlocks(scenes: Scenes, profile: Profile, judged: (line: string) => boolean): Block[][] {
  const { homing, start, end, safeZ } = profile;
  const plan: Block[][] = scenes.map(() => []);
  const add = (blocks: Block[], lines: readonly string[], values: TemplateValues) => {
    const filled = lines.map((line) => fillTemplate(line, values));
    const isCompared = (line: string) => judged(fillTemplate(line, { safeZ }));
    const block = filled.filter((line) => isCompared(line) && line.trim() !== '' && !line.startsWith(';'));
    if (block.length > 0) blocks.push(block.map((line) => (line.includes('{') ? heightPattern(line) : line)));
  };
  add(plan[0], [...homing.commands, ...start], { safeZ });
  scenes.forEach((gap, i) => {
    for (const { lines, values } of gap.flatMap((scene) => ownLines(scene, profile))) add(plan[i], lines, values);
  });
  add(plan[plan.length - 1], end, {});
  return plan;
}

interface OwnLines {
  readonly lines: readonly string[];
  readonly values: TemplateValues;
}

/** The lines that a profile has for a scene. */
function ownLines(scene: Scene, profile: Profile): OwnLines[] {
  switch (scene.kind) {
    case 'selection': {
      const { before, tool } = scene;
      const away = before === null ? [] : [{ lines: before.deselect, values: { tool: before.index } }];
      return [...away, { lines: tool.select, values: { tool: tool.index } }];
    }
    case 'light': {
      const { lamp, tool } = scene;
      if (lamp.on.length === 0) return [];
      const values = lightValues(scene, (tool ?? profile.tools[0]).index);
      const again = lamp.leavesTool && tool !== null ? [{ lines: tool.select, values: { tool: tool.index } }] : [];
      return [{ lines: lamp.on, values }, { lines: lamp.off, values }, ...again];
    }
    // Valves, settings and waits are compared by what they do.
    case 'way':
    case 'strand':
    case 'rest':
    case 'wait':
    case 'bath':
    case 'pause':
    case 'temperature':
    case 'pressure':
      return [];
    default:
      return scene satisfies never;
  }
}

function lightValues({ cure }: Extract<Scene, { kind: 'light' }>, tool: number): TemplateValues {
  const { wavelength, intensity, seconds } = cure;
  const pwm = Math.round(intensity * 2.55);
  return { wavelength, intensity, pwm, fraction: intensity / 100, seconds, ms: Math.round(seconds * 1000), tool };
}

/** Matches a line with any number for {z}, and captures what stands for {safeZ}: no lower than the profile's. */
function heightPattern(line: string): RegExp {
  const escaped = line.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  const number = '[-+]?\\d+(?:\\.\\d+)?';
  return new RegExp(`^${escaped.replaceAll('{safeZ}', `(${number})`).replace(/\{\w+\}/g, number)}$`);
}
