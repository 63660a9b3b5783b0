// The grid in which a part is measured: src/check/fidelity/frame.ts says what it is.
export let originU: f64 = 0;
export let originV: f64 = 0;
export let columnNm: f64 = 1;
export let rowNm: f64 = 1;
export let columns: i32 = 0;
export let rows: i32 = 0;

export function setFrame(u: f64, v: f64, column: f64, row: f64, columnCount: i32, rowCount: i32): void {
  originU = u;
  originV = v;
  columnNm = column;
  rowNm = row;
  columns = columnCount;
  rows = rowCount;
}

// Of the angle by which the grid is turned against the axes.
let cosine: f64 = 1;
let sine: f64 = 0;

export function setTilt(cosineOf: f64, sineOf: f64): void {
  cosine = cosineOf;
  sine = sineOf;
}

export function turnU(x: f64, y: f64): f64 {
  return x * cosine + y * sine;
}

export function turnV(x: f64, y: f64): f64 {
  return y * cosine - x * sine;
}

export function rowAt(v: f64): i32 {
  return <i32>Math.ceil((v - originV) / rowNm - 0.5);
}

export function columnAt(u: f64): i32 {
  return <i32>Math.ceil((u - originU) / columnNm - 0.5);
}

export function middleOfRow(row: i32): f64 {
  return originV + (<f64>row + 0.5) * rowNm;
}
