import { firstMotion } from '../../printer/first-motion.ts';
import type { ProfileTool } from '../../printer/profile.ts';
import { toolOf } from '../../printer/profile-tool.ts';
import type { TravelStep, WipeStep } from '../../program/step.ts';
import { nmPerMm } from '../../slice/outline.ts';
import { feedDecimals, feedScale, type Plunger, positionDecimals, step, type WriteState } from './write-state.ts';

/** The longest motion line: four words of up to 20 characters, and F. */
const longestLine = 128;

/** A sentinel for `extrusion`: the line carries no extrusion word. */
const still = 0;

/** Motion without ink through the step's points. */
export function writeTravel(state: WriteState, { points, speed }: TravelStep | WipeStep): void {
  const rapid = isRapid(state);
  if (!state.risen) rise(state, points, speed);
  state.risen = true;
  for (let i = 0; i + 2 < points.length; i += 3) {
    const x = points[i];
    const y = points[i + 1];
    const z = points[i + 2];
    const { tip } = state;
    writeMove(state, rapid, x, y, z, still, slowedForZ(state, speed, x - tip.x, y - tip.y, z - tip.z));
  }
}

/**
 * Nobody knows where the operator left the needle, and it may well stand on the floor of a well: so before the first
 * travel it rises where it is, and crosses to the first point at that height.
 */
function rise(state: WriteState, [x, y, z]: Int32Array, speed: number): void {
  const height = Math.max(z, Math.round(state.profile.safeZ * nmPerMm));
  writeZ(state, x, y, height);
  writeMove(state, isRapid(state), x, y, height, still, speed);
}

/**
 * Before the first tool is selected every needle rises where it is: machines move sideways by themselves when they
 * change tools (Marlin by the offset between them), nobody knows whether one stands in a well, and heads with a height
 * of their own stay where they are until it is their turn.
 */
export function riseForSelection(state: WriteState, { id, select, zWord, offset, offsetBy }: ProfileTool): void {
  const { profile, program } = state;
  const loaded = program.header.tools.map(({ tool }) => toolOf(profile, tool));
  const others = loaded.flatMap((tool) => (tool.id === id ? [] : [tool.zWord]));
  const words = [...new Set([zWord, ...others])];
  if (select.length === 0 && words.length === 1) return;
  writeRise(state, words, offsetBy === 'planner' ? offset.z : 0);
}

/**
 * Before homing and start lines that go sideways every needle rises where it is, as it stands on the floor where the
 * operator touched it: high enough for the lowest of the needles, whichever is down.
 */
export function riseForStart(state: WriteState): void {
  const { profile, program } = state;
  if (!firstMotion(profile).needsRise) return;
  const loaded = program.header.tools.map(({ tool }) => toolOf(profile, tool));
  const words = loaded.length === 0 ? ['Z'] : [...new Set(loaded.map(({ zWord }) => zWord))];
  writeRise(state, words, Math.min(0, ...loaded.map(({ offset }) => offset.z)));
}

function writeRise(state: WriteState, words: readonly string[], offset: number): void {
  const { travelSpeed, maxSpeed } = state.profile.motion;
  const speed = Math.min(travelSpeed, maxSpeed.z);
  const heights = words.map((word) => `${word}${Number((state.clearZ - offset).toFixed(positionDecimals))}`).join(' ');
  state.out.line(`${isRapid(state) ? 'G0' : 'G1'} ${heights} F${Number((speed * 60).toFixed(feedDecimals))}`);
  state.synced = false;
}

/** Back to where the tip stood before lines of the profile moved it away: across first, then down. */
export function returnToTip(state: WriteState): void {
  const { x, y, z } = state.tip;
  if (Number.isNaN(x)) return;
  state.x = state.y = Number.NaN;
  state.z = Math.round((z - state.offset.z) / step);
  writeMove(state, isRapid(state), x, y, z, still, state.profile.motion.travelSpeed);
  state.z = Number.NaN;
  writeZ(state, x, y, z);
}

/** To the height of the tip again, wherever somebody moved it meanwhile; to a low place over the safe height. */
export function riseAgain(state: WriteState): void {
  const { x, y, z } = state.tip;
  const { profile, clearZ } = state;
  if (Number.isNaN(x)) return;
  state.x = state.y = state.z = state.feed = Number.NaN;
  if (z < profile.safeZ * nmPerMm) {
    writeZ(state, x, y, Math.round(clearZ * nmPerMm));
    writeMove(state, isRapid(state), x, y, Math.round(clearZ * nmPerMm), still, profile.motion.travelSpeed);
  }
  writeZ(state, x, y, z);
}

/** Moves to a height and nowhere else, and x and y stay as known or unknown as they were. */
function writeZ(state: WriteState, x: number, y: number, z: number): void {
  const { travelSpeed, maxSpeed } = state.profile.motion;
  const knownX = state.x;
  const knownY = state.y;
  state.x = Math.round((x - state.offset.x) / step);
  state.y = Math.round((y - state.offset.y) / step);
  writeMove(state, isRapid(state), x, y, z, still, Math.min(travelSpeed, maxSpeed.z));
  state.x = knownX;
  state.y = knownY;
}

const isRapid = ({ dialect }: WriteState): boolean => !dialect.motion.rapidsIgnoreFeed;

/** mm/s along the path at which the vertical part keeps to the machine's limit. */
function slowedForZ(state: WriteState, speed: number, dx: number, dy: number, dz: number): number {
  const limit = state.profile.motion.maxSpeed.z;
  // Where the machine stands is unknown, or it only goes sideways: nothing to slow.
  if (!(Math.abs(dz) > 0)) return speed;
  const length = Number.isNaN(dx + dy) ? Math.abs(dz) : Math.sqrt(dx * dx + dy * dy + dz * dz);
  return Math.min(speed, (limit * length) / Math.abs(dz));
}

/**
 * One motion line to a position of the tip (nm), at mm/s. Words that would repeat the last ones are left out; a line
 * that would say nothing is not written. `extrusion` is what `Plunger.exact` grows by, in digits.
 */
export function writeMove(
  state: WriteState,
  rapid: boolean,
  xNm: number,
  yNm: number,
  zNm: number,
  extrusion: number,
  speed: number,
): void {
  const { out, offset, tip } = state;
  tip.x = xNm;
  tip.y = yNm;
  tip.z = zNm;
  const x = Math.round((xNm - offset.x) / step);
  const y = Math.round((yNm - offset.y) / step);
  const z = Math.round((zNm - offset.z) / step);
  const plunger = state.plunger;
  if (extrusion !== still && plunger !== null) plunger.exact += extrusion;
  if (x === state.x && y === state.y && z === state.z) return;
  state.synced = false;
  out.reserve(longestLine);
  out.byte(letterG);
  out.byte(rapid ? digit0 : digit1);
  if (x !== state.x) word(state, letterX, (state.x = x), positionDecimals);
  if (y !== state.y) word(state, letterY, (state.y = y), positionDecimals);
  if (z !== state.z) word(state, state.tool?.zWord.charCodeAt(0) ?? letterZ, (state.z = z), positionDecimals);
  if (extrusion !== still) {
    if (plunger === null) flag(state);
    else push(state, plunger);
  }
  const feed = Math.round(speed * 60 * feedScale);
  if (feed !== state.feed) word(state, letterF, (state.feed = feed), feedDecimals);
  out.byte(newline);
}

/** Moves the plunger alone, at µL/s. */
export function writePlunger(state: WriteState, plunger: Plunger, volumeUl: number, flow: number): void {
  plunger.exact += volumeUl * plunger.digitsPerUl;
  if (Math.round(plunger.exact) === plunger.written) return;
  const { out } = state;
  state.synced = false;
  out.reserve(longestLine);
  out.byte(letterG);
  out.byte(digit1);
  push(state, plunger);
  const feed = Math.max(1, Math.round((flow / plunger.ulPerUnit) * 60 * feedScale));
  if (feed !== state.feed) word(state, letterF, (state.feed = feed), feedDecimals);
  out.byte(newline);
}

/** The plunger's word: where it should stand by now, so that rounding never adds up. */
function push(state: WriteState, plunger: Plunger): void {
  const target = Math.round(plunger.exact);
  if (target === plunger.written) return;
  word(state, plunger.word, plunger.relative ? target - plunger.written : target, plunger.decimals);
  plunger.written = target;
}

/** The word that only opens the valve for this move. */
function flag(state: WriteState): void {
  const dispenser = state.tool?.dispenser;
  if (dispenser?.by === 'flag') word(state, dispenser.word.charCodeAt(0), 1, 0);
}

function word({ out }: WriteState, letter: number, scaled: number, decimals: number): void {
  out.byte(space);
  out.byte(letter);
  out.fixed(scaled, decimals);
}

const letterF = 70;
const letterG = 71;
const letterX = 88;
const letterY = 89;
const letterZ = 90;
const digit0 = 48;
const digit1 = 49;
const space = 32;
const newline = 10;
