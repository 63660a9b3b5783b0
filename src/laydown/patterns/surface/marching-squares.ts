import { addPoint, endPath, finishPaths, type PathSet, startPaths } from '../../paths/path-set.ts';

/** Samples of a function over an even grid, row by row; `step` and origin in nm. */
export interface Field {
  readonly values: Float64Array;
  readonly columns: number;
  readonly rows: number;
  readonly originX: number;
  readonly originY: number;
  readonly step: number;
}

/**
 * Lines along which a field is zero. Each grid edge with a change of sign holds one point (linear interpolation; zero
 * counts as positive) and meets at most two cells, so points chain by edge number without any search. A cell with
 * four points is split by the sign of its mean. Rings come out closed; lines that leave the grid stay open.
 */
export function zeroLines(field: Field): PathSet {
  const { columns, rows } = field;
  const vertical = columns * rows;
  const links = new Int32Array(4 * vertical).fill(-1);
  const used: number[] = [];
  const connect = (a: number, b: number) => {
    if (links[2 * a] < 0) used.push(a);
    if (links[2 * b] < 0) used.push(b);
    links[2 * a + (links[2 * a] < 0 ? 0 : 1)] = b;
    links[2 * b + (links[2 * b] < 0 ? 0 : 1)] = a;
  };
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      connectCell(field.values, row * columns + column, columns, vertical, connect);
    }
  }
  return chain(field, links, used);
}

/** Edge numbers: node n for the edge to its right, vertical + n for the edge above it. */
function connectCell(
  values: Float64Array,
  node: number,
  columns: number,
  vertical: number,
  connect: (a: number, b: number) => void,
): void {
  const v0 = values[node];
  const v1 = values[node + 1];
  const v2 = values[node + columns + 1];
  const v3 = values[node + columns];
  const kind = (v0 >= 0 ? 1 : 0) | (v1 >= 0 ? 2 : 0) | (v2 >= 0 ? 4 : 0) | (v3 >= 0 ? 8 : 0);
  if (kind === 0 || kind === 15) return;
  const bottom = node;
  const top = node + columns;
  const left = vertical + node;
  const right = vertical + node + 1;
  switch (kind) {
    case 1:
    case 14:
      connect(left, bottom);
      break;
    case 2:
    case 13:
      connect(bottom, right);
      break;
    case 4:
    case 11:
      connect(right, top);
      break;
    case 8:
    case 7:
      connect(top, left);
      break;
    case 3:
    case 12:
      connect(left, right);
      break;
    case 6:
    case 9:
      connect(bottom, top);
      break;
    default: {
      const cornersApart = v0 + v1 + v2 + v3 >= 0 === (kind === 10);
      connect(left, cornersApart ? bottom : top);
      connect(right, cornersApart ? top : bottom);
    }
  }
}

function chain(field: Field, links: Int32Array, used: readonly number[]): PathSet {
  const paths = startPaths();
  const done = new Uint8Array(links.length / 2);
  let line = 0;
  const walk = (first: number, closed: boolean) => {
    let before = -1;
    let edge = first;
    while (edge >= 0 && done[edge] === 0) {
      done[edge] = 1;
      addZero(paths, field, edge);
      const next = links[2 * edge] !== before ? links[2 * edge] : links[2 * edge + 1];
      before = edge;
      edge = next;
    }
    endPath(paths, closed, line++);
  };
  for (const edge of used) if (done[edge] === 0 && links[2 * edge + 1] < 0) walk(edge, false);
  for (const edge of used) if (done[edge] === 0) walk(edge, true);
  return finishPaths(paths);
}

function addZero(paths: ReturnType<typeof startPaths>, field: Field, edge: number): void {
  const { values, columns, rows, originX, originY, step } = field;
  const upward = edge >= columns * rows;
  const node = upward ? edge - columns * rows : edge;
  const other = upward ? node + columns : node + 1;
  const t = values[node] / (values[node] - values[other]);
  const x = (node % columns) + (upward ? 0 : t);
  const y = Math.floor(node / columns) + (upward ? t : 0);
  addPoint(paths, originX + x * step, originY + y * step);
}
