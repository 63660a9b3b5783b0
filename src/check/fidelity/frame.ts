/** Extent in the plane, nm. */
export interface Extent {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

/**
 * The grid in which the area of one part is measured: rows with exact crossings, cut into columns. It is the same on
 * all layers of a part. The grid is turned against the axes, so that walls and strands along x or y cross many rows and
 * their areas come out right, however thin they are.
 */
export interface Frame {
  /** Corner of the grid in turned coordinates, nm. */
  readonly originU: number;
  readonly originV: number;
  readonly columnNm: number;
  readonly rowNm: number;
  readonly columns: number;
  readonly rows: number;
}

const tilt = (23.4 * Math.PI) / 180;
export const cosine = Math.cos(tilt);
export const sine = Math.sin(tilt);

/** Rows stand a quarter of a strand apart, columns a sixteenth. */
const rowsPerWidth = 4;
const columnsPerWidth = 16;
/** Parts more than about two thousand strands across are measured more coarsely: 16 MB for each map. */
const mostCells = 2 ** 27;
/** Free rim around the part, in widths. */
const rim = 1.5;

export const turnU = (x: number, y: number): number => x * cosine + y * sine;
export const turnV = (x: number, y: number): number => y * cosine - x * sine;
export const backX = (u: number, v: number): number => u * cosine - v * sine;
export const backY = (u: number, v: number): number => u * sine + v * cosine;

export function frameOf({ minX, minY, maxX, maxY }: Extent, widthNm: number): Frame {
  const us = [turnU(minX, minY), turnU(maxX, minY), turnU(minX, maxY), turnU(maxX, maxY)];
  const vs = [turnV(minX, minY), turnV(maxX, minY), turnV(minX, maxY), turnV(maxX, maxY)];
  const originU = Math.min(...us) - rim * widthNm;
  const originV = Math.min(...vs) - rim * widthNm;
  const sizeU = Math.max(...us) + rim * widthNm - originU;
  const sizeV = Math.max(...vs) + rim * widthNm - originV;
  const cells = ((sizeU * columnsPerWidth) / widthNm) * ((sizeV * rowsPerWidth) / widthNm);
  const coarser = Math.max(1, Math.sqrt(cells / mostCells));
  const columnNm = (widthNm / columnsPerWidth) * coarser;
  const rowNm = (widthNm / rowsPerWidth) * coarser;
  return { originU, originV, columnNm, rowNm, columns: Math.ceil(sizeU / columnNm), rows: Math.ceil(sizeV / rowNm) };
}

/** Area of a cell, mm². */
export const cellMm2 = ({ columnNm, rowNm }: Frame): number => (columnNm * rowNm) / 1e12;

/** First row whose middle lies at or above v; may lie outside the grid. */
export const rowAt = ({ originV, rowNm }: Frame, v: number): number => Math.ceil((v - originV) / rowNm - 0.5);
/** First column whose middle lies at or right of u; may lie outside the grid. */
export const columnAt = ({ originU, columnNm }: Frame, u: number): number => Math.ceil((u - originU) / columnNm - 0.5);
export const middleOfRow = ({ originV, rowNm }: Frame, row: number): number => originV + (row + 0.5) * rowNm;
export const middleOfColumn = ({ originU, columnNm }: Frame, column: number): number =>
  originU + (column + 0.5) * columnNm;
