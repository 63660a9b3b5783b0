import type { Finding } from '../finding/finding.ts';
import type { Job } from '../job/job.ts';
import type { LoadedTool } from './loaded-tool.ts';

/** Settings of an ink that only some tools can carry out. */
const settings = ['preflow', 'postflow', 'coast', 'strandPrime', 'pressure', 'temperature'] as const;

/** Tells which settings of the job a tool cannot carry out, so that nobody believes in them. */
export function unheededSettings(job: Job, tools: readonly LoadedTool[]): Finding[] {
  return tools.flatMap((loaded): Finding[] => {
    const asked = job.inks[loaded.ink];
    const unheeded = settings.filter((key) => (asked[key] ?? 0) !== 0 && (loaded[key] ?? 0) === 0);
    if (unheeded.length === 0) return [];
    const { id, dispenser, kind } = loaded.tool;
    const list = unheeded.map((key) => `inks.${loaded.ink}.${key}`).join(', ');
    return [
      {
        gate: 'plan',
        code: 'setting-not-heeded',
        severity: 'warn',
        where: { ink: loaded.ink, tool: id },
        what: `${list} cannot be carried out: ${id} is a ${kind} tool driven by ${drives[dispenser.by]}.`,
        fix: `Leave ${unheeded.length === 1 ? 'it' : 'them'} out, or print ${loaded.ink} with another tool.`,
      },
    ];
  });
}

const drives = {
  plunger: 'its plunger (strandPrime takes the place of preflow)',
  flag: 'a flag on its moves, which ends with the move',
  valve: 'a valve (preflow takes the place of strandPrime)',
} as const;
