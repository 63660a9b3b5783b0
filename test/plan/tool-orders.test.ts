import { expect, test } from 'vitest';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { boundsOf } from '../../src/mesh/study/edge-sum.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import type { Profile } from '../../src/printer/profile.ts';
import { box } from '../../src/scaffold/solids.ts';
import { planJob } from './plan-job.ts';

// Which tool comes first is the job's business: what is written is read back in every order of two tools.

const triangles = box(3, 3, 0, 0.6);
const files = { 'block.stl': writeStl({ name: 'block', triangles, bounds: boundsOf(triangles) }) };

/** Two tools alike and the last one, which may differ from them: it does on a turret with one fixed head. */
const usable = ({ tools }: Profile) => {
  const ids = tools.map(({ id }) => id);
  return [...new Set([...ids.slice(0, 2), ...ids.slice(-1)])];
};

const profiles = listProfiles(libraryFolder('printers')).filter((profile) => usable(profile).length > 1);

test.each(profiles.map((profile) => [profile.id, profile] as const))(
  '%s: layers of two tools, either first',
  async (_, profile) => {
    for (const a of usable(profile)) {
      for (const b of usable(profile)) {
        if (a === b) continue;
        const ink = (tool: string) => ({
          ink: 'alginate-i1g-4',
          tool,
          nozzle: { gauge: 22, length: 12.7 },
          width: 0.4,
        });
        const job = {
          printer: profile.id,
          inks: { a: ink(a), b: ink(b) },
          parts: [{ mesh: 'block.stl', alternate: ['a', 'b'], laydown: { spacing: 1 } }],
          layers: { height: 0.3 },
          speed: 5,
        };
        const { refusedBy } = await planJob(job, files, {
          allow: ['flow', 'temperature', 'supply', 'bounds', 'vessel'],
        });
        expect(refusedBy, `${a} ${b}`).toEqual([]);
      }
    }
  },
);
