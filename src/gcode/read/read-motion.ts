import { motionFlag } from '../motion.ts';
import { arcPieces, arcTo, namesEnd, offCircle, shortfall } from './read-arc.ts';
import { curvePieces, curvePoint, curveTo } from './read-curve.ts';
import { moveTo, remark } from './read-machine.ts';
import type { Machine } from './read-state.ts';
import type { Words } from './read-words.ts';

const X = 23;
const Y = 24;
const F = 5;
const bitX = 1 << X;
const bitY = 1 << Y;
const bitF = 1 << F;
const [I, J, K, R] = [8, 9, 10, 17];
const centre = (1 << I) | (1 << J) | (1 << K);

/** One G0, G1, G2, G3 or G5 with the words of its line. `relative` overrides G90 (BIO X's G7); `machine` is G53. */
export function runMotion(m: Machine, w: Words, code: number, relative = m.relative, machine = false): void {
  const { mask, values } = w;
  if (mask & bitF) setFeed(m, values[F]);
  let { x, y, z } = m;
  const { unit } = m;
  if (relative) {
    if (mask & bitX) x += values[X] * unit;
    if (mask & bitY) y += values[Y] * unit;
    if (mask & m.zBit) z += values[m.zLetter] * unit;
  } else {
    if (mask & bitX) x = values[X] * unit + (machine ? 0 : m.ox);
    if (mask & bitY) y = values[Y] * unit + (machine ? 0 : m.oy);
    if (mask & m.zBit) z = values[m.zLetter] * unit + (machine ? 0 : m.oz);
  }
  if (mask & bitX) m.placed |= 1;
  if (mask & bitY) m.placed |= 2;
  if (mask & m.zBit) m.placed |= 4;
  const pushed = (mask & m.wordBit) !== 0 ? pushedBy(m, values[m.word], relative) : 0;
  if (code < 2) moveTo(m, x, y, z, pushed, code === 0 ? motionFlag.rapid : 0);
  else if (code === 5) runCurve(m, w, [x, y, z], pushed);
  else runArc(m, w, code, [x, y, z], pushed, relative);
}

function setFeed(m: Machine, written: number): void {
  if (m.inverseTime) m.speed = 0;
  else if (written > 0) m.speed = ((written * m.unit) / 60e6) * m.speedFactor;
  else {
    const what =
      'a feed rate (F) is not above 0: Marlin keeps the last one, as it is read here; others stop with an error';
    remark(m, 'feed-not-positive', 'warn', what, 'write the speed that is meant, in mm/min');
  }
}

function runCurve(m: Machine, w: Words, end: [number, number, number], pushed: number): void {
  const curve = curveTo(m, w, end);
  const count = curvePieces(curve);
  const fromZ = m.z;
  let left = pushed;
  const lengths = new Float64Array(count);
  let [ax, ay] = [m.x, m.y];
  for (let i = 1; i <= count; i++) {
    const [x, y] = curvePoint(curve, i / count);
    lengths[i - 1] = Math.hypot(x - ax, y - ay);
    [ax, ay] = [x, y];
  }
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  for (let i = 1; i <= count; i++) {
    const [x, y] = i === count ? end : curvePoint(curve, i / count);
    const share = i === count ? left : whole > 0 ? (pushed * lengths[i - 1]) / whole : 0;
    left -= share;
    moveTo(m, x, y, fromZ + ((end[2] - fromZ) * i) / count, share, motionFlag.arc);
  }
}

/** Units the plunger moves for its word; a flag is its own value. */
function pushedBy(m: Machine, written: number, relative: boolean): number {
  if (m.byFlag) return written;
  const value = (written * m.unit) / 1e6;
  // M82 and M83 rule E; plungers on other letters are axes like X, and follow G90 and G91.
  const increments = m.word === 4 ? m.plungerRelative || (relative && m.rules.plungerMode === 'either') : relative;
  const before = m.plunger[m.word];
  m.plunger[m.word] = increments ? before + value : value;
  return increments ? value : value - before;
}

/** Klipper (gcode_arcs.py) answers an error to an arc by its radius, without a centre, or under G91. */
function judgeArc(m: Machine, w: Words, relative: boolean): void {
  const has = (letters: number) => (w.mask & letters) !== 0;
  const why = has(1 << R)
    ? 'by its radius'
    : relative
      ? 'in relative coordinates (G91)'
      : has(centre)
        ? ''
        : 'without a centre';
  if (why === '') return;
  const what = `an arc ${why}: Klipper answers an error and stops the print`;
  remark(m, 'arc-refused', 'refuse', what, 'write arcs in absolute coordinates (G90) with I and J');
}

/** Written digits make half circles fall short by a few nm: this part of R². */
const digits = 1e-3;

function noteNoCentre(m: Machine, half: boolean): void {
  const what = half
    ? 'the radius of an arc is too short for its end: Marlin runs a half circle of another radius, GRBL and RepRapFirmware stop'
    : 'an arc has no centre: no radius that reaches its end, none at all, or (GRBL) no axis: GRBL and RepRapFirmware stop, and Marlin leaves the line out, as it is read here';
  remark(m, 'arc-without-centre', 'refuse', what, 'write the arc again, with its centre and its end');
}

function runArc(
  m: Machine,
  w: Words,
  code: number,
  end: [number, number, number],
  pushed: number,
  relative: boolean,
): void {
  if (m.rules.arcs === 'offset') judgeArc(m, w, relative);
  const short = shortfall(m, w, end) > digits;
  const arc = m.rules.arcNamesEnd && !namesEnd(m, w) ? null : arcTo(m, w, code === 2, end);
  if (arc === null || short) noteNoCentre(m, arc !== null);
  if (arc === null) {
    // No firmware goes there: the next line starts from here.
    if (m.word >= 0 && !m.byFlag) m.plunger[m.word] -= pushed;
    return;
  }
  const off = offCircle(arc, end);
  if (off > 0) {
    const what = `an arc ends ${(off / 1e6).toFixed(3)} mm off its circle: most firmwares go there straight, GRBL stops`;
    remark(
      m,
      'arc-off-circle',
      'warn',
      what,
      'write the arc again, with a centre as far from its end as from its start',
    );
  }
  const count = arcPieces(arc);
  const [a, b, c] = arc.axes;
  const from = [m.x, m.y, m.z];
  for (let i = 1; i <= count; i++) {
    const angle = arc.from + (arc.sweep * i) / count;
    const point: [number, number, number] = [0, 0, 0];
    point[a] = arc.centre[0] + arc.radius * Math.cos(angle);
    point[b] = arc.centre[1] + arc.radius * Math.sin(angle);
    point[c] = from[c] + ((end[c] - from[c]) * i) / count;
    const [x, y, z] = i === count ? end : point;
    moveTo(m, x, y, z, pushed / count, motionFlag.arc);
  }
}
