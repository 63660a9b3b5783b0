import { expect, test } from 'vitest';
import { headBodies } from '../../src/check/space/head-bodies.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { listVessels } from '../../src/vessel/load-vessels.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';
import { construct, jobOf, plan, strand } from '../program/plan-fixture.ts';

const vessels = listVessels(libraryFolder('vessels'));
const several = listProfiles(libraryFolder('printers')).filter(({ tools }) => tools.length > 1);
const two = construct([
  [
    strand([
      [-1, 0],
      [1, 0],
    ]),
    strand(
      [
        [-1, 1],
        [1, 1],
      ],
      { ink: 'b', part: 'b' },
    ),
  ],
]);

test('an idle head clears every vessel that ships, or stands beside it', () => {
  expect(several.length).toBeGreaterThan(6);
  for (const profile of several) {
    const program = plan(two, { profile, job: jobOf(['a', 'b']) });
    for (const vessel of vessels) {
      const placed = placeVessel(vessel, profile);
      const width = placed.footprint!.x[1] - placed.footprint!.x[0];
      for (const body of [...headBodies(program, profile).values()].flat()) {
        if (!body.idle) continue;
        const clears = body.dz / 1e6 > placed.rim;
        expect(clears || Math.abs(body.dx) / 1e6 > width, `${profile.id} ${body.tool} in ${vessel.id}`).toBe(true);
      }
    }
  }
});

test('heads of the generic printers are lifted by lines of the file, both before anything moves', () => {
  for (const profile of several.filter(({ id }) => /^(marlin|klipper)-syringe$/.test(id))) {
    const up = profile.tools.map(({ deselect }) => deselect[0]);
    expect(new Set(up).size).toBe(profile.tools.length);
    for (const line of up) expect(profile.start).toContain(line);
    profile.tools.forEach(({ select, idleLift }, index) => {
      expect(idleLift).toBe(25);
      const down = up[index].replace(/90$/, '0');
      expect(select).toContain(down);
    });
  }
});
