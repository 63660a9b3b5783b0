import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkGcode } from '../../src/check/foreign/check-gcode.ts';
import { writeStl } from '../../src/mesh/formats/stl/write-stl.ts';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { listProfiles } from '../../src/printer/load-profiles.ts';
import { box } from '../../src/scaffold/solids.ts';
import { listVessels } from '../../src/vessel/load-vessels.ts';
import { meshOf } from '../mesh/mesh-of.ts';
import { runs } from '../proving.ts';
import { planJob } from './plan-job.ts';

// Whatever printer, vessel and height: no file is written that `check` refuses for its printer and vessel.

const profiles = listProfiles(libraryFolder('printers'));
const vessels = listVessels(libraryFolder('vessels'));

const cases = fc.sample(
  fc.record({
    vessel: fc.constantFrom(null, ...vessels),
    // Of the way to the top of the machine: as many low as near its end.
    share: fc.oneof(fc.double({ min: 0.01, max: 0.3, noNaN: true }), fc.double({ min: 0.85, max: 1.02, noNaN: true })),
    tool: fc.nat(1),
    well: fc.nat(383),
  }),
  runs(412, 2 * profiles.length, 20 * profiles.length),
);

test('slice writes nothing that check refuses', async () => {
  const written = { low: 0, high: 0 };
  for (const [i, { vessel, share, tool, well }] of cases.entries()) {
    const profile = profiles[i % profiles.length];
    const suits = profile.tools.filter(({ kind }) => kind !== 'thermoplastic');
    const height = Math.max(0.5, share * profile.bed.z[1]);
    const mesh = writeStl(meshOf(box(2.4, 2.4, 0, height)));
    const names = vessel === null ? [] : Object.keys(vessel.wells);
    const job = {
      printer: profile.id,
      ...(vessel === null
        ? {}
        : {
            vessel: { [vessel.kind]: vessel.id, ...(names.length > 1 ? { wells: [names[well % names.length]] } : {}) },
          }),
      inks: {
        gel: {
          ink: 'alginate-i1g-4',
          tool: suits[tool % suits.length].id,
          nozzle: { gauge: 18, length: 38.1 },
          ...(suits[tool % suits.length].temperature === null ? {} : { temperature: 31 }),
        },
      },
      parts: [{ mesh: 'tower.stl', ink: 'gel', laydown: { spacing: 2 } }],
      layers: { height: 0.8 },
    };
    const allow = ['flow', 'overhang', 'supply', 'fidelity', 'time'] as const;
    const { gcode, vessel: placed } = await planJob(job, { 'tower.stl': mesh }, { allow });
    if (gcode === null) continue;
    written[share > 0.5 ? 'high' : 'low']++;
    const { findings } = checkGcode(gcode, { profile, vessel: placed });
    expect(
      findings.filter(({ severity }) => severity === 'refuse'),
      `${profile.id} ${vessel?.id} ${height}`,
    ).toEqual([]);
  }
  // Both kinds are written, or the limit was never near.
  expect(written.low).toBeGreaterThan(cases.length / 5);
  expect(written.high).toBeGreaterThan(1);
}, 600_000);
