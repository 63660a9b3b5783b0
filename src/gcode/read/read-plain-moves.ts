import { motionFlag } from '../motion.ts';
import type { Machine } from './read-state.ts';
import { powersOfTen } from './read-words.ts';

const [X, Y, F] = [23, 24, 5];
const ownLetters = (1 << X) | (1 << Y) | (1 << F);
const letterE = 4;
const clampNm = 2147483647;

/**
 * The innermost loop of the reader: as many lines `G1 X… Y… Z… E… F…` as follow each other from byte `at`, in absolute
 * coordinates, read and moved in one go with all numbers in registers. It stops, with `m` up to date, before the first
 * line that is anything else (another word, a comment, a lower-case letter, a new layer, a first motion of a strand):
 * `scanLine` and `runMotion` read that one, and mean the same by all that is read here. The byte where it stopped;
 * `m.line` has grown by the lines read.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: the hottest loop keeps its numbers in registers
export function runPlainMoves(m: Machine, bytes: Uint8Array, at: number, end: number): number {
  if (!canRunPlain(m)) return at;
  const {
    columns: c,
    word,
    zLetter,
    unit,
    ox,
    oy,
    oz,
    perUnit,
    perUnitAtRest,
    byFlag,
    byPlunger,
    valveOpen,
    tool,
    layers,
  } = m;
  const { x: xs, y: ys, z: zs, volume, speed: speeds, flags, tool: tools, layer, strand, line, offset } = c;
  const { capacity } = c;
  const { named } = m.strands;
  const layerNow = layers.current;
  const layerZ = layers.zNm;
  const { speedFactor } = m;
  const { joinsE } = m.rules;
  const restSpeed = m.rules.scalesMovesOnly ? 1 / speedFactor : 1;
  const increments = word === letterE && m.plungerRelative;
  let { x, y, z, speed, placed, motion } = m;
  let plunger = word < 0 ? 0 : m.plunger[word];
  let pushedSum = m.pushed[tool];
  let current = m.strands.current;
  let row = c.count;
  let lineNumber = m.line;
  let begin = at;
  let commands = 0;

  lines: while (begin + 2 < end && row < capacity && bytes[begin] === 71) {
    const code = bytes[begin + 1] - 48;
    if (code !== 0 && code !== 1) break;
    let p = begin + 2;
    let nextX = x;
    let nextY = y;
    let nextZ = z;
    let nextSpeed = speed;
    let nextPlunger = plunger;
    let pushed = 0;
    let mask = 0;
    let k = bytes[p];
    if (k >= 46 && k <= 57) break; // G10, G1.5
    while (k !== 10 && k !== 13) {
      if (k === 32) {
        k = ++p < end ? bytes[p] : 10;
        continue;
      }
      const letter = k - 65;
      if (letter < 0 || letter > 25 || (mask & (1 << letter)) !== 0) break lines;
      // Where it is an exponent, the slow way says so.
      if (letter === letterE && joinsE && p > begin + 2 && bytes[p - 1] !== 32) break lines;
      mask |= 1 << letter;
      k = ++p < end ? bytes[p] : 10;
      const negative = k === 45;
      if (negative) k = ++p < end ? bytes[p] : 10;
      const from = p;
      let digits = 0;
      for (let digit = k - 48; digit >>> 0 < 10; digit = k - 48) {
        digits = (Math.imul(digits, 10) + digit) | 0;
        k = ++p < end ? bytes[p] : 10;
      }
      let count = p - from;
      let decimals = 0;
      if (k === 46) {
        const point = p;
        k = ++p < end ? bytes[p] : 10;
        for (let digit = k - 48; digit >>> 0 < 10; digit = k - 48) {
          digits = (Math.imul(digits, 10) + digit) | 0;
          k = ++p < end ? bytes[p] : 10;
        }
        decimals = p - point - 1;
        count += decimals;
      }
      // Nine digits fit 32 bits, and a zero in front of the point takes none.
      if (count === 0 || count > (bytes[from] === 48 ? 10 : 9)) break lines;
      let value = digits / powersOfTen[decimals];
      if (negative) value = -value;
      if (letter === X) nextX = value * unit + ox;
      else if (letter === Y) nextY = value * unit + oy;
      else if (letter === zLetter) nextZ = value * unit + oz;
      else if (letter === F) {
        if (value <= 0) break lines;
        nextSpeed = ((value * unit) / 60e6) * speedFactor;
      } else if (letter !== word) break lines;
      else if (byFlag) pushed = value;
      else {
        const units = (value * unit) / 1e6;
        pushed = increments ? units : units - plunger;
        nextPlunger = increments ? plunger + units : units;
      }
    }

    const moved = nextX !== x || nextY !== y || nextZ !== z;
    const drops = !moved && (pushed === 0 || !byPlunger);
    if (!drops) {
      const extrudes = moved && (byPlunger ? pushed > 0 : valveOpen || (byFlag && pushed > 0));
      const rz = Math.round(nextZ);
      if (extrudes && (rz !== layerZ || (!named && current < 0))) break;
      const rx = Math.round(nextX);
      const ry = Math.round(nextY);
      if (rx > clampNm || rx < -clampNm || ry > clampNm || ry < -clampNm || rz > clampNm || rz < -clampNm) break;
      if (!named && !extrudes) current = -1;
      xs[row] = rx;
      ys[row] = ry;
      zs[row] = rz;
      volume[row] = extrudes && !byPlunger ? Number.NaN : pushed === 0 ? 0 : pushed * (moved ? perUnit : perUnitAtRest);
      speeds[row] = moved ? nextSpeed : nextSpeed * restSpeed;
      flags[row] =
        (code === 0 ? motionFlag.rapid : 0) | (moved ? (extrudes ? motionFlag.extrudes : 0) : motionFlag.plungerOnly);
      tools[row] = tool;
      layer[row] = layerNow;
      strand[row] = named && !moved ? -1 : current;
      line[row] = lineNumber + 1;
      offset[row] = begin;
      row++;
      pushedSum += pushed;
      x = nextX;
      y = nextY;
      z = nextZ;
    }
    placed |= ((mask >> X) & 3) | (((mask >> zLetter) & 1) << 2);
    speed = nextSpeed;
    plunger = nextPlunger;
    motion = code;
    commands++;
    lineNumber++;
    begin = k === 13 && bytes[p + 1] === 10 ? p + 2 : p + 1;
  }

  m.x = x;
  m.y = y;
  m.z = z;
  m.speed = speed;
  m.placed = placed;
  m.motion = motion;
  if (word >= 0) m.plunger[word] = plunger;
  m.pushed[tool] = pushedSum;
  m.strands.current = current;
  m.commands += commands;
  m.line = lineNumber;
  c.count = row;
  return begin;
}

/** Nothing about the machine makes a G0 or G1 with X, Y, Z, plunger and F more than a straight absolute move. */
function canRunPlain({ relative, inverseTime, speed, strands, rules, wordBit, zBit }: Machine): boolean {
  if (relative || inverseTime || speed === 0 || strands.fresh) return false;
  return ((rules.selectBits | rules.strangeBits) & (ownLetters | wordBit | zBit)) === 0;
}
