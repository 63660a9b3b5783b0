import { expect, test } from 'vitest';
import { libraryFolder } from '../../src/plan/inputs/load-library.ts';
import { type MappedWell, plateMapCsv, plateMapFile } from '../../src/record/sheet/plate-map.ts';
import { loadVessel } from '../../src/vessel/load-vessels.ts';
import { placeVessel } from '../../src/vessel/place-vessel.ts';

const plate = (orientation: 'landscape' | 'portrait' = 'landscape') =>
  placeVessel(loadVessel('corning-24', libraryFolder('vessels')), {
    vessel: { centre: [0, 0], orientation },
    frame: { x: 'right', y: 'back' },
  });

const wells: MappedWell[] = [
  { well: 'A2', condition: { number: 2, settings: { speed: '6' } } },
  { well: 'A1', condition: { number: 1, settings: { speed: '4' } } },
  { well: 'B1', condition: { number: 2, settings: { speed: '6' } } },
  { well: 'C1', condition: { number: 3, settings: { speed: '4', pattern: '=1,2' } } },
];

test('the table lists wells in the order of printing, with replicates counted', () => {
  expect(plateMapCsv({ vessel: plate(), wells }).split('\r\n')).toEqual([
    'vessel,well,order,condition,replicate,speed,pattern',
    'corning-24,A2,1,2,1,6,',
    'corning-24,A1,2,1,1,4,',
    'corning-24,B1,3,2,2,6,',
    // A cell that a spreadsheet would run as a formula is defused.
    `corning-24,C1,4,3,1,4,"'=1,2"`,
    '',
  ]);
});

test('the picture is to scale and fills the wells that are printed', () => {
  const svg = plateMapFile({ vessel: plate(), wells });
  const circles = [...svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)" r="([^"]+)" fill="([^"]+)"/g)];
  expect(circles).toHaveLength(24);
  expect(circles.filter(([, , , , fill]) => fill !== '#fff')).toHaveLength(4);
  const { wells: placed } = plate();
  circles.forEach(([, x, y, r], i) => {
    expect([Number(x), -Number(y)]).toEqual([placed[i].x, placed[i].y]);
    const { wall } = placed[i];
    expect(Number(r)).toBe(wall?.kind === 'circle' ? wall.radius : Number.NaN);
  });
  expect(svg).toContain('xmlns="http://www.w3.org/2000/svg"');
  expect(svg).toContain('4 of 24 wells are printed');
});

test('the mark of the first well turns with the plate', () => {
  const corner = (orientation: 'landscape' | 'portrait') => {
    const vessel = plate(orientation);
    const svg = plateMapFile({ vessel, wells: [{ well: 'A1' }] });
    return { x: Number(/<path d="M(\S+) /.exec(svg)![1]), first: vessel.wells[0] };
  };
  for (const orientation of ['landscape', 'portrait'] as const) {
    const { x, first } = corner(orientation);
    expect(Math.sign(x)).toBe(Math.sign(first.x));
  }
});

test('the bare bed has a place and no walls', () => {
  const bare = placeVessel(null, {
    vessel: { centre: [10, 20], orientation: 'landscape' },
    frame: { x: 'right', y: 'back' },
  });
  const svg = plateMapFile({ vessel: bare, wells: [{ well: '-' }] });
  expect(svg).not.toContain('<circle');
  expect(svg).toContain('M5 -20h10');
});
