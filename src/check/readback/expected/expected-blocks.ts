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
    for (const scene of gap) {
      if (scene.kind === 'selection') {
        const { before, tool } = scene;
        if (before !== null) add(plan[i], before.deselect, { tool: before.index });
        add(plan[i], tool.select, { tool: tool.index });
      } else if (scene.kind === 'light' && scene.lamp.on.length > 0) {
        const { lamp, tool } = scene;
        const values = lightValues(scene, (tool ?? profile.tools[0]).index);
        add(plan[i], lamp.on, values);
        add(plan[i], lamp.off, values);
        if (lamp.leavesTool && tool !== null) add(plan[i], tool.select, { tool: tool.index });
      }
    }
  });
  add(plan[plan.length - 1], end, {});
  return plan;
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
