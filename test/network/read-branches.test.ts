import { describe, expect, test } from 'vitest';
import { lengthOf } from '../../src/network/branch.ts';
import { readBranches } from '../../src/network/read-branches.ts';
import { readBranchEnds } from '../../src/network/read-x-cavate.ts';
import { growTree, published, writeXCavate } from './grow-tree.ts';

const read = (text: string, file = 'tree.txt') => readBranches(text, file);

describe('X-CAVATE text is read with its oddities', () => {
  test('blank lines, CRLF, commas and spaces mixed: the numbers are those that were written', () => {
    const tree = growTree(published[4], 3);
    const { branches, format } = read(writeXCavate(tree, 5));
    expect(format).toBe('x-cavate');
    expect(branches.map(({ name }) => name)).toEqual(['0', '1', '2', '3']);
    branches.forEach(({ points, radii, kind }, i) => {
      const asked = tree[i].points;
      expect(points).toHaveLength(3 * asked.length);
      asked.forEach(([x, y, z, r], k) => {
        expect(points[3 * k] * 10).toBeCloseTo(x, 5);
        expect(points[3 * k + 1] * 10).toBeCloseTo(y, 5);
        expect(points[3 * k + 2] * 10).toBeCloseTo(z, 5);
        expect(radii![k] * 10).toBeCloseTo(r, 5);
      });
      expect(kind).toBe(tree[i].kind);
    });
  });

  test('points of three columns have no radius; of five the flag 0 is a vein and any other number an artery', () => {
    expect(read('Vessel: 0, Number of Points: 2\n0 0 0\n1 0 0\n').branches[0].radii).toBeNull();
    const two =
      'Vessel: 7, Number of Points: 2\n0,0,0,.1,0\n1,0,0,.1,0\nVessel: 8, Number of Points: 2\n0 0 0 .1 3\n1 0 0 .1 3\n';
    expect(read(two).branches.map(({ kind, name }) => `${name} ${kind}`)).toEqual(['7 vein', '8 artery']);
  });

  test('a point of the other branch at a fork does not change the kind of a branch, and is reported', () => {
    const text = 'Vessel: 0, Number of Points: 3\n0 0 0 .1 1\n1 0 0 .1 0\n2 0 0 .1 0\n';
    const { branches, oddities } = read(text);
    expect(branches[0].kind).toBe('vein');
    expect(oddities).toEqual(['1 of 3 points of branch 0 are marked as the other kind; it is taken as vein.']);
  });

  test('inlets and outlets', () => {
    const ends = readBranchEnds('inlet\r\n-2.0, -1.0, 1.0\r\noutlet\r\n2 1 -1\n', 'ends.txt');
    expect([...ends.inlets, ...ends.outlets]).toEqual([-2, -1, 1, 2, 1, -1]);
  });
});

describe('tables and SWC', () => {
  test('columns by name in any order, a width as twice the radius, an empty cell as an error', () => {
    const { branches } = read('z;y;x;width;strand\n3;2;1;0.4;a b\n6;5;4;0.6;a b\n0;0;0;1;c\n1;1;1;1;c\n', 'lines.csv');
    expect(branches.map(({ name }) => name)).toEqual(['a b', 'c']);
    expect([...branches[0].points]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...branches[0].radii!]).toEqual([0.2, 0.3]);
    expect(() => read('x,y,z,r\n0,0,0,1\n1,,0,1\n', 'lines.csv')).toThrow(
      'lines.csv, branch 1, point 2, line 3: there is no y',
    );
  });

  test('plain numbers: a blank line begins a new branch', () => {
    const { branches } = read('0 0 0\n1 0 0\n\n5 5 5\n6 5 5\n7 5 5\n', 'lines.csv');
    expect(branches.map(({ points }) => lengthOf(points))).toEqual([1, 2]);
  });

  test('SWC: a branch from fork to fork, sharing the point of the fork', () => {
    const { branches } = read(
      '# made by hand\n1 1 0 0 0 1 -1\n2 1 10 0 0 1 1\n3 1 20 5 0 1 2\n4 1 20 -5 0 1 2\n5 1 30 -5 0 1 4\n',
      'tree.swc',
    );
    expect(branches.map(({ name }) => name)).toEqual(['1-2', '2-3', '2-4']);
    expect([...branches[2].points]).toEqual([10, 0, 0, 20, -5, 0, 30, -5, 0]);
  });
});

describe('what cannot be read is named with branch, point and line', () => {
  test.each([
    [
      'a letter for a number',
      'Vessel: 3, Number of Points: 2\n0 0 0\n1 O 0\n',
      'tree.txt, branch 3, point 2, line 3: "O" is not a number',
    ],
    [
      'NaN',
      'Vessel: 3, Number of Points: 2\n0 0 0\n1 NaN 0\n',
      'tree.txt, branch 3, point 2, line 3: "NaN" is not a number',
    ],
    [
      'a count that is wrong',
      'Vessel: 3, Number of Points: 3\n0 0 0\n1 0 0\n',
      'branch 3, line 1: its heading says 3 points, and 2 follow',
    ],
    [
      'one point',
      'Vessel: 0, Number of Points: 1\n0 0 0\n',
      'branch 0, point 1, line 2: a branch of one point has no length',
    ],
    [
      'some radii',
      'Vessel: 0, Number of Points: 2\n0 0 0 .1\n1 0 0\n',
      'branch 0, point 2, line 3: it has no radius, and other points of its branch have one',
    ],
    ['nothing', '\n\n', 'tree.txt: it holds no point'],
    ['bytes', 'a\0b', 'tree.txt: it is no text in UTF-8'],
    ['a column that is unknown', 'x,y,z,colour\n0,0,0,1\n', 'tree.txt, line 1: the column "colour" is unknown'],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test('an SWC whose parents go round in a circle, and one whose parent is missing', () => {
    expect(() => read('1 1 0 0 0 1 2\n2 1 1 0 0 1 1\n', 'a.swc')).toThrow('2 nodes lead to no root');
    expect(() => read('1 1 0 0 0 1 -1\n2 1 1 0 0 1 7\n', 'a.swc')).toThrow(
      'branch 2, line 2: its parent 7 is not in the file',
    );
  });
});
