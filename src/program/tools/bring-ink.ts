import { digits } from '../../finding/number-words.ts';
import { wellWords } from '../../finding/well-name.ts';
import { lift, travelTo } from '../heights/travel.ts';
import { type PlanState, toNm, type WellRun } from '../write/plan-state.ts';
import type { LoadedTool } from './loaded-tool.ts';
import { dropRadius, nextSpot } from './prime-spots.ts';
import { reachTemperatures } from './reach-temperatures.ts';

/** Makes a tool the active one and brings ink to its tip: select, pressure, prime or purge, wipe. */
export function bringTool(state: PlanState, run: WellRun, loaded: LoadedTool): void {
  const changed = state.active?.tool.id !== loaded.tool.id;
  if (changed) changeTool(state, loaded);
  state.active = loaded;
  setTemperature(state, loaded);
  setPressure(state, loaded);
  if (!changed) return;
  const first = !state.used.has(loaded.tool.id);
  state.used.add(loaded.tool.id);
  const volume = first ? loaded.prime : loaded.purge;
  if (volume > 0) pushInk(state, run, loaded, first ? 'prime' : 'purge', volume);
}

/** At crossing height; the new tip then stands where its offset puts it, and the next travel crosses from there. */
function changeTool(state: PlanState, loaded: LoadedTool): void {
  lift(state, 'tool');
  const from = state.active;
  state.steps.push({ kind: 'toolChange', from: from?.tool.id ?? null, to: loaded.tool.id });
  if (state.at === null || from === null) return;
  const { offset } = loaded.tool;
  state.at = {
    x: state.at.x + toNm(offset.x - from.tool.offset.x),
    y: state.at.y + toNm(offset.y - from.tool.offset.y),
    z: state.at.z + toNm(offset.z - from.tool.offset.z),
  };
}

/** Only where a well asks for another temperature than the one reached at the start. */
function setTemperature(state: PlanState, { tool, temperature }: LoadedTool): void {
  if (temperature === null || state.temperatures.get(tool.id) === temperature) return;
  state.temperatures.set(tool.id, temperature);
  lift(state, 'park');
  reachTemperatures(state, [{ target: { of: 'tool', tool: tool.id }, celsius: temperature }]);
}

function setPressure(state: PlanState, loaded: LoadedTool): void {
  const { tool, pressure } = loaded;
  const before = state.pressures.get(tool.id);
  if (tool.pressure === null || pressure === null || pressure === before) return;
  state.pressures.set(tool.id, pressure);
  const step = { kind: 'pressure', tool: tool.id, kPa: pressure } as const;
  if (tool.pressure.set === 'gcode') {
    state.steps.push(step);
    return;
  }
  const text = `Set ${tool.id} (${loaded.ink}) to ${digits(pressure, 4)} kPa`;
  // Before the first strand the operator follows the print sheet; later the print has to wait for him.
  if (before === undefined) {
    state.steps.push({ kind: 'message', text }, step);
    return;
  }
  lift(state, 'park');
  // The step writes no command here: it tells the gates what the operator has set by now.
  state.steps.push({ kind: 'pause', message: text }, step);
}

function pushInk(state: PlanState, run: WellRun, loaded: LoadedTool, kind: 'prime' | 'purge', volumeUl: number): void {
  const radius = dropRadius(volumeUl);
  const { waste } = state.profile;
  const spot = waste ? { x: toNm(waste.x), y: toNm(waste.y) } : nextSpot(state, run);
  const { id } = loaded.tool;
  if (spot === null) {
    lift(state, 'park');
    const what = `${kind === 'prime' ? 'Prime' : 'Purge'} ${id} (${loaded.ink}) manually: push out ${digits(volumeUl, 4)} uL`;
    state.steps.push({ kind: 'pause', message: `${what} and wipe the tip` });
    noteManualPriming(state, run, loaded, volumeUl);
    return;
  }
  const z = waste ? toNm(waste.z) : run.floorNm + toNm(Math.max(radius, 0.5));
  travelTo(state, run, { ...spot, z });
  // As fast as the ink leaves the needle while it prints.
  const flow = (Math.PI / 4) * (loaded.width / loaded.spread) ** 2 * loaded.speed * loaded.flowRatio;
  state.steps.push({ kind, tool: id, volumeUl, flow });
  if (loaded.wipe) wipe(state, run, loaded);
  lift(state, 'tool');
}

/** Along the wall for four needle diameters, away from the drop and back towards the middle of the well. */
function wipe(state: PlanState, run: WellRun, loaded: LoadedTool): void {
  // The needle stands somewhere once a tool was brought.
  const { x, y, z } = state.at!;
  const away = Math.hypot(run.xNm - x, run.yNm - y) || 1;
  const length = toNm(2 * loaded.nozzle.outer) / away;
  const dx = Math.round((run.yNm - y) * length);
  const dy = Math.round((x - run.xNm) * length);
  const points = Int32Array.from([x + dx, y + dy, z, x - dx, y - dy, z, x, y, z]);
  state.steps.push({ kind: 'wipe', tool: loaded.tool.id, points, speed: loaded.speed });
}

function noteManualPriming(state: PlanState, run: WellRun, loaded: LoadedTool, volumeUl: number): void {
  const where = { tool: loaded.tool.id, well: run.place.name };
  if (state.findings.some(({ code, where: at }) => code === 'prime-by-hand' && at.tool === where.tool)) return;
  state.findings.push({
    gate: 'plan',
    code: 'prime-by-hand',
    severity: 'warn',
    where,
    what: `There is no free place (left) in ${wellWords(where.well) || 'the vessel'} for ${digits(volumeUl, 4)} µL of ${loaded.ink}: the print pauses and asks for manual priming.`,
    fix: 'Give the printer profile a waste position, make the construct smaller, or set prime and purge to 0.',
    numbers: { volumeUl },
  });
}
