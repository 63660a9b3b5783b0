import type { ProfileTool } from '../../printer/profile.ts';
import { toolOf } from '../../printer/profile-tool.ts';
import { nmPerMm } from '../../slice/outline.ts';
import { riseForSelection } from './write-motion.ts';
import {
  comment,
  emit,
  emitTemplate,
  forgetPosition,
  type Plunger,
  restoreExtrusionMode,
  toolValues,
  type WriteState,
} from './write-state.ts';

/** Makes a tool the active one: its lines, its offset, its plunger. Nothing happens when it is active already. */
export function selectTool(state: WriteState, id: string): void {
  if (state.tool?.id === id) return;
  const { profile, tool: before } = state;
  const tool = toolOf(profile, id);
  comment(state, `tool ${id}`);
  if (before !== null) emitTemplate(state, before.deselect, toolValues(state, before));
  else riseForSelection(state, tool);
  state.wantsRelative = null;
  emitTemplate(state, tool.select, toolValues(state, tool));
  state.tool = tool;
  state.plunger = tool.dispenser.by === 'plunger' ? plungerOf(tool.dispenser) : null;
  startExtrusion(state, tool);
  const { offset } = state;
  const shift = tool.offsetBy === 'planner' ? tool.offset : { x: 0, y: 0, z: 0 };
  offset.x = Math.round(shift.x * nmPerMm);
  offset.y = Math.round(shift.y * nmPerMm);
  offset.z = Math.round(shift.z * nmPerMm);
  // Another needle: where its tip stands is known again after the next travel.
  state.tip.x = state.tip.y = state.tip.z = Number.NaN;
  forgetPosition(state);
}

function startExtrusion(state: WriteState, { dispenser }: ProfileTool): void {
  if (dispenser.by === 'valve') return;
  const relative = dispenser.by === 'flag' || dispenser.relative;
  if (dispenser.word === 'E') {
    state.wantsRelative = relative;
    restoreExtrusionMode(state);
  }
  if (!relative) emit(state, state.dialect.zero(dispenser.word));
}

/** µL that one digit of the plunger's word may be worth at most: finer than any strand's rounding matters. */
const finestUl = 1e-6;

function plungerOf(dispenser: Extract<ProfileTool['dispenser'], { by: 'plunger' }>): Plunger {
  const ulPerUnit = microlitresPerUnit(dispenser);
  const decimals = Math.min(9, Math.max(4, Math.ceil(Math.log10(ulPerUnit / finestUl))));
  const plunger: Plunger = {
    word: dispenser.word.charCodeAt(0),
    ulPerUnit,
    digitsPerUl: 10 ** decimals / ulPerUnit,
    decimals,
    relative: dispenser.relative,
    exact: Number.NaN,
    written: Number.NaN,
  };
  // Born as NaN: fields that begin whole and take fractions later make the engine throw away what it has compiled.
  plunger.exact = plunger.written = 0;
  return plunger;
}

/** µL that one unit of the plunger's word brings out of the needle: bore² π/4 where the word is mm, times the delivery. */
function microlitresPerUnit(dispenser: Extract<ProfileTool['dispenser'], { by: 'plunger' }>): number {
  const { delivery = 1 } = dispenser;
  if (dispenser.meaning === 'mm3') return delivery;
  if (dispenser.meaning === 'mL') return 1000 * delivery;
  return ((Math.PI * (dispenser.bore ?? 0) ** 2) / 4) * delivery;
}
