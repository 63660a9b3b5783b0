import type { TemperatureStep } from '../step.ts';
import type { PlanState } from '../write/plan-state.ts';

export type TemperatureTarget = Pick<TemperatureStep, 'target' | 'celsius'>;

/**
 * Waits until every target is reached. Where the machine's language has no command that waits, the print pauses and
 * the operator does: no ink may flow, and no layer gel, at a temperature nobody has seen.
 */
export function reachTemperatures(state: PlanState, targets: readonly TemperatureTarget[]): void {
  for (const target of targets) state.steps.push({ kind: 'temperature', ...target, wait: target.celsius !== null });
  const awaited = targets.filter(({ celsius }) => celsius !== null);
  if (state.waitsForTemperature || awaited.length === 0) return;
  const list = awaited.map(({ target, celsius }) => `${target.of === 'tool' ? target.tool : target.of} ${celsius} C`);
  state.steps.push({ kind: 'pause', message: `Wait for ${list.join(', ')}` });
}
