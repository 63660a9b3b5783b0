import { lift } from '../heights/travel.ts';
import { reachTemperatures, type TemperatureTarget } from '../tools/reach-temperatures.ts';
import type { PlanState, ProgramInput } from './plan-state.ts';

/** What comes before the first strand: how the vessel lies, and every temperature set first, then reached. */
export function writeStart(state: PlanState, input: ProgramInput): void {
  const { vessel } = input;
  if (vessel.kind === 'plate') {
    const corner = vessel.orientation === 'portrait' ? 'right' : 'left';
    state.steps.push({
      kind: 'message',
      text: `Place ${vessel.id} with ${vessel.wells[0].name} at the back ${corner}`,
    });
  }
  noteUncontrolled(state, input);
  const targets = temperaturesOf(input);
  for (const target of targets) state.steps.push({ kind: 'temperature', ...target, wait: false });
  reachTemperatures(state, targets);
  for (const { target, celsius } of targets) {
    if (target.of === 'tool' && celsius !== null) state.temperatures.set(target.tool, celsius);
  }
}

/** Temperatures that the job asks for and the printer cannot set: nobody may believe that the file does it. */
function noteUncontrolled(state: PlanState, { job, profile, tools }: ProgramInput): void {
  const asked: [what: string, celsius: number | undefined, where: { ink?: string; tool?: string }][] = [];
  if (profile.bedTemperature === null) asked.push(['the bed', job.bedTemperature, {}]);
  for (const { ink, tool } of tools) {
    if (tool.temperature === null)
      asked.push([`${ink} in ${tool.id}`, job.inks[ink].temperature, { ink, tool: tool.id }]);
  }
  for (const [what, celsius, where] of asked) {
    if (celsius === undefined) continue;
    state.findings.push({
      gate: 'plan',
      code: 'temperature-by-other-means',
      severity: 'warn',
      where,
      what: `The job asks for ${celsius} °C of ${what}, which ${profile.name} does not control: the file cannot set it.`,
      fix: 'Bring it there by other means before the start, or choose a printer that controls it.',
      numbers: { celsius },
    });
  }
}

/** What comes after the last: the needle above the vessel, everything that was heated or cooled switched off. */
export function writeEnd(state: PlanState, input: ProgramInput): void {
  lift(state, 'park');
  const beds = state.runs.some(({ job }) => job.crosslink.some(({ thermal }) => thermal?.celsius !== undefined));
  const targets = temperaturesOf(input).map(({ target }) => target);
  const bedOff = beds && input.profile.bedTemperature !== null && !targets.some(({ of }) => of === 'bed');
  if (bedOff) targets.push({ of: 'bed' });
  for (const target of targets) state.steps.push({ kind: 'temperature', target, celsius: null, wait: false });
}

function temperaturesOf(input: ProgramInput): TemperatureTarget[] {
  const { job, profile, tools } = input;
  const targets: TemperatureTarget[] = [];
  if (job.bedTemperature !== undefined && profile.bedTemperature !== null) {
    targets.push({ target: { of: 'bed' }, celsius: job.bedTemperature });
  }
  for (const { tool, temperature } of tools) {
    if (temperature !== null) targets.push({ target: { of: 'tool', tool: tool.id }, celsius: temperature });
  }
  return targets;
}
