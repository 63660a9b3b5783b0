import type { HeatWait } from '../../firmware/driver.ts';
import type { Temperature } from '../../firmware/reply.ts';

/** A heater that swings through its target has not reached it. */
const readings = 2;
/** With one more report; null: it is over. */
export function afterReport(wait: HeatWait, temperatures: readonly Temperature[]): HeatWait | null {
  const heater = temperatures.find(({ of }) => of === wait.of);
  if (heater === undefined) return wait;
  const within = heater.celsius >= wait.low && heater.celsius <= wait.high;
  const reached = within ? wait.reached + 1 : 0;
  return reached >= readings ? null : { ...wait, reached };
}

export function describeWait({ of, low, high }: HeatWait): string {
  const name = of === 'B' ? 'the bed' : of;
  const range = Number.isFinite(low) && Number.isFinite(high) ? `${low} to ${high} °C` : `${low} °C or more`;
  const upTo = Number.isFinite(low) ? range : `${high} °C or less`;
  return `waiting for ${name} to be at ${upTo}; p pauses and s stops at once`;
}
