import { degrees } from '../../firmware/dialect.ts';
import { commentText, displayText } from '../../firmware/free-text.ts';
import { fillTemplate } from '../../printer/fill-template.ts';
import type { Profile, ProfileTool } from '../../printer/profile.ts';
import { toolOf } from '../../printer/profile-tool.ts';
import type { CureStep, PressureStep, PrimeStep, PurgeStep, TemperatureStep } from '../../program/step.ts';
import { formatBio } from '../bio-comment.ts';
import { returnToTip, riseAgain, writePlunger } from './write-motion.ts';
import { comment, emit, emitTemplate, toolValues, type WriteState, wait } from './write-state.ts';

/** Lets ink flow through the active tool, where lines do that; `preflow` in s before the motion. */
export function openValve(state: WriteState, preflow: number): void {
  const { tool } = state;
  if (tool === null || tool.dispenser.by === 'plunger') return;
  // A flag tool opens with the move itself; its lines serve the flow at a standstill.
  if (tool.dispenser.by === 'flag' && preflow === 0) return;
  state.opened.add(tool);
  emitTemplate(state, tool.dispenser.open, toolValues(state, tool));
  if (preflow > 0) wait(state, preflow);
  if (tool.dispenser.by === 'flag') emitTemplate(state, tool.dispenser.close, toolValues(state, tool));
}

export function closeValve(state: WriteState): void {
  const { tool } = state;
  if (tool?.dispenser.by === 'valve') emitTemplate(state, tool.dispenser.close, toolValues(state, tool));
}

/** Ink into air or waste: the plunger's way, or the valve open for as long as the volume takes. */
export function writePurge(state: WriteState, { kind, volumeUl, flow }: PrimeStep | PurgeStep): void {
  const { plunger, tool } = state;
  if (tool === null || volumeUl <= 0) return;
  comment(state, `${kind} ${Number(volumeUl.toFixed(3))} uL`);
  if (plunger !== null) {
    writePlunger(state, plunger, volumeUl, flow);
    return;
  }
  const { dispenser } = tool;
  if (dispenser.by === 'plunger' || dispenser.open.length === 0) {
    writePause(state, `${kind} ${tool.id} manually, ${Number(volumeUl.toFixed(1))} uL`);
    return;
  }
  state.opened.add(tool);
  emitTemplate(state, dispenser.open, toolValues(state, tool));
  wait(state, volumeUl / flow);
  emitTemplate(state, dispenser.close, toolValues(state, tool));
}

export function writePressure(state: WriteState, { tool: id, kPa }: PressureStep): void {
  const tool = toolOf(state.profile, id);
  state.pressures.set(id, kPa);
  if (tool.pressure === null) return;
  if (tool.pressure.set === 'manual') {
    comment(state, `${id}: ${Number(kPa.toFixed(1))} kPa, set manually`);
    return;
  }
  state.pressurised.add(tool);
  emitTemplate(state, tool.pressure.command ?? [], toolValues(state, tool));
}

export function writeTemperature(state: WriteState, { target, celsius, wait }: TemperatureStep): void {
  setTemperature(state, target.of === 'tool' ? toolOf(state.profile, target.tool) : target.of, celsius, wait);
}

function setTemperature(
  state: WriteState,
  of: ProfileTool | 'bed' | 'chamber',
  celsius: number | null,
  wait: boolean,
): void {
  const { profile, targets, heated, dialect } = state;
  const name = typeof of === 'string' ? of : of.id;
  if (celsius === null) targets.delete(name);
  else targets.set(name, celsius);
  if (celsius === null) heated.delete(of);
  else heated.add(of);
  const ownBed = of === 'bed' ? profile.bedCommand : null;
  const lines =
    ownBed === null ? dialect.temperature({ profile, of, celsius, wait, targets }) : bedLines(ownBed, celsius, wait);
  emit(state, lines);
  if (lines.length === 0) writeManually(state, name, celsius);
  else if (wait && celsius !== null && !dialect.waitsForTemperature) {
    comment(state, `${name}: the file cannot wait for ${degrees(celsius)} C, watch the machine's screen`);
  }
}

function bedLines(own: NonNullable<Profile['bedCommand']>, celsius: number | null, wait: boolean): readonly string[] {
  if (celsius === null) return own.off;
  return [...own.set, ...(wait ? own.wait : [])].map((line) => fillTemplate(line, { celsius }));
}

/** The machine has no command for it: the file says what the operator does. */
function writeManually(state: WriteState, what: string, celsius: number | null): void {
  comment(state, `${what}: ${celsius === null ? 'temperature control off' : `${degrees(celsius)} C`}, manually`);
}

/** Crosslinking: light from a lamp, or a wait while something else does it. */
export function writeCure(state: WriteState, cure: CureStep): void {
  const { dialect, profile } = state;
  state.out.line(formatBio(cureValues(state.cures++, cure)));
  if (cure.wavelength === 0) {
    if (cure.seconds > 0) wait(state, cure.seconds);
    return;
  }
  const lamp = profile.lamps.find(({ id }) => id === cure.lamp);
  if (lamp === undefined) throw new Error(`The program cures with ${cure.lamp}, which ${profile.id} does not have`);
  if (lamp.on.length === 0) {
    writePause(state, `cure ${cure.well} ${cure.wavelength} nm ${Number(cure.seconds.toFixed(1))} s manually`);
    return;
  }
  const values = {
    wavelength: cure.wavelength,
    intensity: cure.intensity,
    pwm: Math.round(cure.intensity * 2.55),
    fraction: cure.intensity / 100,
    seconds: cure.seconds,
    ms: Math.round(cure.seconds * 1000),
    tool: activeIndex(state),
    safeZ: state.clearZ,
  };
  state.lit.add(lamp.id);
  emit(state, dialect.sync);
  emitTemplate(state, lamp.on, values);
  if (!lamp.blocking) wait(state, cure.seconds);
  emitTemplate(state, lamp.off, values);
  if (lamp.leavesTool && state.tool !== null) {
    emitTemplate(state, state.tool.select, toolValues(state, state.tool));
    returnToTip(state);
  }
}

const activeIndex = ({ tool, profile }: WriteState): number => (tool ?? profile.tools[0]).index;

function cureValues(number: number, cure: CureStep): Record<string, string | number> {
  const { layer, well, wavelength, intensity, seconds, irradiance } = cure;
  const values = { cure: number, layer, well, wavelength, intensity, seconds };
  return irradiance === null ? values : { ...values, irradiance, dose: irradiance * seconds };
}

/**
 * The operator acts; valves and lamps are off meanwhile, cartridges and bed keep their temperature. He may have jogged
 * the needle: it goes back to its height before it moves sideways, and the next motion says all its words.
 */
export function writePause(state: WriteState, message: string): void {
  const { dialect } = state;
  emit(state, dialect.sync);
  closeOpened(state);
  comment(state, `pause: ${message}`);
  // The whole text, for senders that show it, where comments and displays cannot say it.
  if (commentText(message, dialect.realtime) !== message) state.out.line(formatBio({ pause: message }));
  emit(state, dialect.pause(displayText(message)));
  riseAgain(state);
}

/** Closes every valve and switches off every lamp that was ever on. */
function closeOpened(state: WriteState): void {
  for (const tool of state.opened) {
    if (tool.dispenser.by !== 'plunger') emitTemplate(state, tool.dispenser.close, toolValues(state, tool));
  }
  for (const lamp of state.profile.lamps) {
    if (state.lit.has(lamp.id))
      emitTemplate(state, lamp.off, { ...dark, tool: activeIndex(state), safeZ: state.clearZ });
  }
}

const dark = { wavelength: 0, intensity: 0, pwm: 0, fraction: 0, seconds: 0, ms: 0 };

/** Every output that was switched on, off again: before the profile's own end block, whatever that says. */
export function switchOff(state: WriteState): void {
  emit(state, state.dialect.sync);
  closeOpened(state);
  for (const tool of state.pressurised) {
    state.pressures.set(tool.id, 0);
    emitTemplate(state, tool.pressure?.command ?? [], toolValues(state, tool));
  }
  for (const of of [...state.heated]) setTemperature(state, of, null, false);
}
