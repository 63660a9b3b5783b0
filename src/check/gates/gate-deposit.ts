import type { Judgement } from '../../finding/finding.ts';
import type { InkDeposit } from '../../program/program.ts';
import type { PhysicsContext } from '../physics/physics-context.ts';

type Steady = PhysicsContext['job']['steady'];

/** Share of the planned ink from which on a difference is worth a word, and from which on a warning. */
const worthTelling = 0.01;
const worthWarning = 0.05;

/**
 * Where pressure lets ink flow for as long as a valve is open, what is laid follows from the motion: says how far it
 * is from what the plan asks for, where that comes from, and what to do.
 */
export function gateDeposit({ program, job, tools }: PhysicsContext): Judgement[] {
  const { totals } = program.header;
  return [...tools.values()].flatMap(({ ink, tool }) => {
    const planned = totals.inks[ink]?.volumeUl ?? 0;
    const deposit = totals.deposits[ink];
    if (tool.dispenser.by === 'plunger' || deposit === undefined || !(planned > 0)) return [];
    const off = deposit.laidUl / planned - 1;
    if (!(Math.abs(off) > worthTelling)) return [];
    return [finding(ink, tool.id, planned, deposit, job.steady)];
  });
}

function finding(ink: string, tool: string, plannedUl: number, deposit: InkDeposit, steady: Steady): Judgement {
  const { laidUl, rampsUl, restUl, lagsUl } = deposit;
  const percent = 100 * (laidUl / plannedUl - 1);
  const parts = [
    part(rampsUl, 'while the needle speeds up, slows down and passes corners'),
    part(restUl, 'while it stands (preflow and postflow)'),
    part(lagsUl, 'by the lags of the valve'),
  ].filter((text) => text !== '');
  return {
    code: 'deposit-off-plan',
    severity: Math.abs(percent) > 100 * worthWarning ? 'warn' : 'note',
    where: { ink, tool },
    what:
      `The valve of ${tool} lays ${laidUl.toFixed(1)} µL of ${ink} where ${plannedUl.toFixed(1)} µL are planned ` +
      `(${percent > 0 ? '+' : ''}${percent.toFixed(1)} %): ${parts.join(', ')}.`,
    fix: fixOf(deposit, steady),
    numbers: { laidUl, plannedUl, percent, rampsUl, restUl, lagsUl },
    source: 'machine model: flow at the pressure times the time that the valve is open',
  };
}

function part(volumeUl: number, when: string): string {
  if (Math.abs(volumeUl) < 0.05) return '';
  return `${volumeUl > 0 ? '+' : '-'}${Math.abs(volumeUl).toFixed(1)} µL ${when}`;
}

function fixOf({ rampsUl, restUl, lagsUl }: InkDeposit, steady: Steady): string {
  const ways: string[] = [];
  if (rampsUl > restUl / 2 && steady === 'off') {
    ways.push('set steady: overrun (at speed before a strand begins) or steady: speed (slower)');
  } else if (rampsUl > restUl / 2) ways.push('print slower, or in fewer and longer strands');
  if (restUl + lagsUl > rampsUl / 2)
    ways.push('measure the lags of the valve (calibrate lag) and shorten preflow and postflow');
  if (ways.length === 0) ways.push('measure the lags of the valve with calibrate lag');
  const text = ways.join('; or ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
