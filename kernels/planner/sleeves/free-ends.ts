// How three or more strands side by side end at the free end of their place: each goes straight on until half its width is
// left to the rim, or to the way of two others that meet around it. So they fill an end cut square just as they fill the
// place itself, and other ends nearly so.
import { leftX, leftY, rightX, rightY, wayTo, widthAt } from './profile';
import { fromOf, strandsOf, toOf } from './runs';
import { link, setTip, shareOf, tipX, tipY } from './shares';
import { nextOf, xAt, yAt } from '../thin/net';
import { span } from '../span';
import { getF64, mark, setF64, take } from '../../room';

/** Strands reach on from the last chord by at most this much of its length. */
const mostReach: f64 = 3;
/** Rims that a strand meets more askew than this count as this askew: the sine of the angle between them. */
const mostAskew: f64 = 0.35;
/** The way from one strand to the next keeps this much of their width from the rim, or they end each for itself. */
const clearOfRim: f64 = 0.35;
/** Three strands side by side are no narrower than this together, strand widths. */
const threeStrands: f64 = 1.8;

// A line that strands end at: x0 y0 x1 y1 … (f64).
let line: usize = 0;
let linePoints: i32 = 0;
// The run, the chord at its free end, one some way inside of it, and the number of its strands and the width of each there.
let run: i32 = 0;
let chord: i32 = 0;
let inner: i32 = 0;
let strands: i32 = 0;
let each: f64 = 0;
/** 1 at the last chord of the run, 0 at its first. */
let side: i32 = 0;

/** Ends the strands of a run at its last chord (`at` 1) or its first (0), where the rim leads from one sample to another. */
export function endStrands(ofRun: i32, at: i32, rimFrom: i32, rimTo: i32, strand: f64): void {
  run = ofRun;
  side = at;
  strands = strandsOf(run);
  chord = side == 1 ? toOf(run) : fromOf(run);
  if (strands < 3 || widthAt(chord) < threeStrands * strand || rimFrom == rimTo) return;
  each = widthAt(chord) / <f64>strands;
  const other = side == 1 ? fromOf(run) : toOf(run);
  inner = chord;
  while (inner != other && abs(wayTo(inner) - wayTo(chord)) < 2 * each) inner += side == 1 ? -1 : 1;
  if (inner == chord) return;
  takeRim(rimFrom, rimTo);
  const rim = line;
  const rimPoints = linePoints;
  for (let k = 0; k < strands; k++) goOn(k);
  // Neighbours go on in each other; of an odd number the first three are one that ends within the turn of the other two.
  for (let k = 0; k + 1 < strands; ) {
    const last = k == 0 && strands % 2 == 1 ? 2 : k + 1;
    line = rim;
    linePoints = rimPoints;
    if (isClear(endOf(k), endOf(last))) {
      link(endOf(k), endOf(last));
      takeLineBetween(endOf(k), endOf(last));
      for (let between = k + 1; between < last; between++) goOn(between);
    }
    k = last + 1;
  }
}

function endOf(k: i32): i32 {
  return 2 * shareOf(run, k) + side;
}

function takeRim(from: i32, to: i32): void {
  line = mark();
  addPoint(xAt(from), yAt(from));
  for (let at = from; at != to; ) {
    at = nextOf(at);
    addPoint(xAt(at), yAt(at));
    if (at == from) break;
  }
  linePoints = <i32>(mark() - line) / 16;
}

function takeLineBetween(a: i32, b: i32): void {
  line = mark();
  addPoint(tipX(a), tipY(a));
  addPoint(tipX(b), tipY(b));
  linePoints = 2;
}

function addPoint(x: f64, y: f64): void {
  const at = take(16);
  setF64(at, 0, x);
  setF64(at, 1, y);
}

/** Strand k, to the line. */
function goOn(k: i32): void {
  const fraction = (<f64>k + 0.5) / <f64>strands;
  const ax = leftX(inner) + fraction * (rightX(inner) - leftX(inner));
  const ay = leftY(inner) + fraction * (rightY(inner) - leftY(inner));
  const bx = leftX(chord) + fraction * (rightX(chord) - leftX(chord));
  const by = leftY(chord) + fraction * (rightY(chord) - leftY(chord));
  const length = span(bx - ax, by - ay);
  const ux = length > 0 ? (bx - ax) / length : 0;
  const uy = length > 0 ? (by - ay) / length : 0;
  const reach = Math.min(mostReach * widthAt(chord), Math.max(0, reachToLine(bx, by, ux, uy)));
  setTip(endOf(k), bx + reach * ux, by + reach * uy);
}

/** How far a strand goes on from a place until half its width is left to the line; 0 where it does not meet it. */
function reachToLine(x: f64, y: f64, ux: f64, uy: f64): f64 {
  let nearest = Infinity;
  let reach: f64 = 0;
  for (let i = 1; i < linePoints; i++) {
    const ax = getF64(line, 2 * i - 2) - x;
    const ay = getF64(line, 2 * i - 1) - y;
    const ex = getF64(line, 2 * i) - getF64(line, 2 * i - 2);
    const ey = getF64(line, 2 * i + 1) - getF64(line, 2 * i - 1);
    const cross = ux * ey - uy * ex;
    if (cross == 0) continue;
    const at = (ax * ey - ay * ex) / cross;
    const part = (ax * uy - ay * ux) / cross;
    if (at < 0 || at >= nearest || part < 0 || part > 1) continue;
    nearest = at;
    reach = at - each / 2 / Math.max(mostAskew, abs(cross) / span(ex, ey));
  }
  return reach;
}

/** Whether the way between two tips stays off all points of the line. */
function isClear(a: i32, b: i32): bool {
  const dx = tipX(b) - tipX(a);
  const dy = tipY(b) - tipY(a);
  const square = dx * dx + dy * dy;
  for (let i = 0; i < linePoints; i++) {
    const px = getF64(line, 2 * i) - tipX(a);
    const py = getF64(line, 2 * i + 1) - tipY(a);
    const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    if (span(px - t * dx, py - t * dy) < clearOfRim * each) return false;
  }
  return true;
}
