import type { HeatTarget } from '../../firmware/read-traits.ts';
import { runVelocityLimit } from '../read-settings.ts';
import { addMark, markKind } from '../reading/read-marks.ts';
import { addEvent, placeOrigin, remark, selectTool } from './read-machine.ts';
import { act } from './read-outputs.ts';
import { parseNamed } from './read-signatures.ts';
import type { Machine } from './read-state.ts';
import { setTarget } from './read-temperature.ts';
import type { Words } from './read-words.ts';

/** How far from the temperature that was set a wait may end, °C. */
const loose = 2;

/** Named commands (Klipper), O-words, and text that stands bare in the file. */
export function runText(m: Machine, bytes: Uint8Array, w: Words): void {
  let text = '';
  for (let p = w.textAt; p < Math.min(w.textEnd, w.textAt + 240); p++) text += String.fromCharCode(bytes[p]);
  const named = parseNamed(text);
  if (named === null) return;
  const isCommand = m.rules.named || named.name.includes('_') || named.pairs.length > 0;
  if (isCommand) m.commands++;
  else m.odd++;
  for (const { action, pairs } of m.rules.signatures.byName.get(named.name) ?? []) {
    const same = pairs.every(([key, value]) =>
      named.pairs.some((pair) => pair[0] === key && (value === '*' || value === pair[1])),
    );
    if (!same) continue;
    act(m, action, w);
    return;
  }
  runNamed(m, named, m.rules.named);
}

/** The few named commands of Klipper that move coordinates, heat, or wait. */
function runNamed(m: Machine, { name, pairs }: { name: string; pairs: [string, string][] }, klipper: boolean): void {
  const values = new Map(pairs);
  const at = { line: m.line, motion: m.columns.count };
  switch (name) {
    case 'SET_GCODE_OFFSET':
      for (const [axis, key] of ['X', 'Y', 'Z'].entries()) {
        const value = Number(values.get(key));
        if (values.has(key) && Number.isFinite(value)) m.shift[axis] = value * 1e6;
      }
      placeOrigin(m);
      return;
    case 'SET_VELOCITY_LIMIT':
      if (klipper) runVelocityLimit(m, values);
      return;
    case 'ACTIVATE_EXTRUDER':
      selectTool(m, Number(/\d*$/.exec(values.get('EXTRUDER') ?? '')?.[0] || 0));
      return;
    case 'SET_HEATER_TEMPERATURE': {
      const celsius = Number(values.get('TARGET') ?? 0);
      const { of, tool } = heaterNamed(m, values.get('HEATER') ?? '');
      if (Number.isFinite(celsius)) setTarget(m, of, tool, celsius, false);
      return;
    }
    case 'TEMPERATURE_WAIT': {
      const { of, tool } = heaterNamed(m, values.get('SENSOR') ?? '');
      const celsius = m.targets.get(of === 'tool' ? m.tools[tool].id : of) ?? Number.NaN;
      const low = Number(values.get('MINIMUM') ?? celsius);
      const high = Number(values.get('MAXIMUM') ?? celsius);
      const near = low >= celsius - loose && low <= celsius && high >= celsius && high <= celsius + loose;
      if (near) setTarget(m, of, tool, celsius, true);
      else remark(m, 'wait-off-target', 'warn', 'a wait for a temperature does not end at the one that was set');
      return;
    }
    case 'PAUSE':
      addMark(m, markKind.stop);
      addEvent(m, { kind: 'pause', ...at });
      return;
  }
}

/** `EXTRUDER1`, `HEATER_BED` or anything else, which is taken for the chamber. */
function heaterNamed(m: Machine, name: string): { of: HeatTarget; tool: number } {
  const of = name === 'HEATER_BED' ? 'bed' : name.startsWith('EXTRUDER') ? 'tool' : 'chamber';
  return { of, tool: Math.min(Number(/\d*$/.exec(name)?.[0] || 0), m.tools.length - 1) };
}
