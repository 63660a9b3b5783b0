import type { Finding } from '../../finding/finding.ts';
import type { Construct } from '../../laydown/construct.ts';
import { isDot, strandLength } from '../../laydown/strand.ts';
import type { Profile } from '../../printer/profile.ts';
import type { LoadedTool } from '../../program/tools/loaded-tool.ts';

/** Share of its ink that ramps may add where the job asks for a steady speed. */
const rampShare = 0.05;

/**
 * The speed at which speeding up and slowing down, v/a for each strand, takes no more than the stated share of the
 * time that the strands take: v² = share · a · L / n over n strands of L mm in all. Null where no strand has a length.
 */
export function steadySpeed(construct: Construct, ink: string, { motion }: Profile): number | null {
  let length = 0;
  let strands = 0;
  for (const layer of construct.layers) {
    for (const strand of layer.strands) {
      if (strand.ink !== ink || isDot(strand)) continue;
      length += strandLength(strand);
      strands++;
    }
  }
  if (strands === 0) return null;
  // Rounded down to a hundredth: the share is a promise.
  return Math.floor(Math.sqrt((rampShare * motion.acceleration * length) / strands) * 100) / 100;
}

/** That an ink is printed slower, or need not be. */
export function steadyFinding({ ink, tool }: LoadedTool, asked: number, speed: number): Finding {
  const common = { gate: 'plan', code: 'steady-speed', severity: 'note', where: { ink, tool: tool.id } } as const;
  const share = `${100 * rampShare} %`;
  const what =
    speed < asked
      ? `${ink} is printed at ${speed} mm/s instead of ${asked}: so speeding up and slowing down add at most ${share} of it.`
      : `${ink} stays at ${asked} mm/s: speeding up and slowing down add less than ${share} of it.`;
  return { ...common, what, numbers: { speed, asked } };
}
