import type { Finding } from '../../finding/finding.ts';
import { dialectOf } from '../../firmware/dialects.ts';
import type { Profile } from '../../printer/profile.ts';
import type { Program } from '../../program/program.ts';
import type { TemperatureStep } from '../../program/step.ts';
import { text } from '../foreign/tally-places.ts';

/** Tells what the file cannot do by itself: wait for a temperature, and end the control of one. */
export function manualTemperature(program: Program, profile: Profile): Finding[] {
  const steps = program.steps.filter((step) => step.kind === 'temperature');
  const awaited = steps.filter(({ wait, celsius }) => wait && celsius !== null);
  const findings: Finding[] = [];
  if (awaited.length > 0 && !dialectOf(profile.dialect).waitsForTemperature) {
    // Only set temperatures are awaited.
    const list = [...new Set(awaited.map((step) => `${nameOf(step)} ${text(step.celsius!)} °C`))].join(', ');
    findings.push({
      gate: 'temperature',
      code: 'temperature-not-awaited',
      severity: 'warn',
      where: {},
      what: `No command is known with which ${profile.name} waits for a temperature: the print pauses until the operator has seen ${list}.`,
      fix: 'Bring cartridges and bed to temperature before the start, and continue only when the screen shows it.',
      numbers: { pauses: awaited.length },
    });
  }
  const left = [...new Set(steps.filter((step) => !canEnd(step, profile)).map(nameOf))];
  if (left.length > 0) {
    findings.push({
      gate: 'temperature',
      code: 'heater-stays-on',
      severity: 'warn',
      where: {},
      what: `No command is known that ends the temperature control of ${left.join(', ')} on ${profile.name}: it continues after the print.`,
      fix: 'Switch it off on the screen of the machine when the print has ended.',
    });
  }
  return findings;
}

function nameOf({ target }: TemperatureStep): string {
  return target.of === 'tool' ? target.tool : target.of;
}

function canEnd({ target }: TemperatureStep, profile: Profile): boolean {
  if (target.of === 'bed' && profile.bedCommand !== null) return profile.bedCommand.off.length > 0;
  return dialectOf(profile.dialect).expects.stopsHeating.includes(target.of);
}
