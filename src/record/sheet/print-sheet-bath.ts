import type { Ink } from '../../ink/ink.ts';
import { originOf } from '../../provenance/origin.ts';
import { html, type Markup } from './markup.ts';
import type { SheetInput } from './sheet-input.ts';

/** How the bath is filled, how long the print stays in it and how it is taken away; nothing without a bath. */
export function bathSection(input: SheetInput): Markup | null {
  const { bath, job, findings, program } = input;
  if (bath === undefined || job.bath === undefined) return null;
  const [low, high] = bath.temperature;
  const fills = findings.filter(({ code }) => code === 'bath-fill');
  const deepest = Math.max(...fills.map(({ numbers }) => numbers?.['levelMm'] ?? 0));
  const into = program.header.wells.length > 1 ? 'into each well' : 'into the vessel';
  const fill =
    fills.length === 0
      ? 'fill unknown: the bath was not judged'
      : html`<b>${amount(fills[0].numbers?.['fillMl'] ?? 0)} mL</b> ${into}, to <b>${job.bath.depth} mm</b> above its floor; at the end it stands at ${amount(deepest)} mm`;
  const items = [
    html`${bath.name}: ${fill}. Keep it at ${low} to ${high} °C while it prints.`,
    html`Needles go in ${speedWords(job.bath.entrySpeed, input)} and come out ${speedWords(job.bath.exitSpeed, input)}.`,
    ...program.header.tools.map(({ ink }) => gelation(ink, input.inks[ink])),
    release(bath),
  ];
  return html`<h2>Bath</h2><ul class="findings">${items.map((item) => html`<li>${item}</li>`)}</ul>`;
}

const amount = (value: number): string => String(Number(value.toPrecision(3)));

function speedWords(speed: number | undefined, { job, profile }: SheetInput): string {
  return `at ${speed ?? job.travelSpeed ?? profile.motion.travelSpeed} mm/s`;
}

/** How long a print of an ink stays in the bath. */
function gelation(key: string, ink: Ink): Markup {
  if (ink.gelation === undefined)
    return html`Gel time of ${key} (${ink.name}): <b>unknown</b>. Try a strand in the bath before the print is released.`;
  const { minutes, at } = ink.gelation;
  const where = at === undefined ? '' : ` at ${at} °C`;
  return html`Gel time of ${key} (${ink.name}): leave it in the bath for <b>${minutes} min</b>${where}${sourceWords(ink, 'gelation')}.`;
}

function release(bath: Ink): Markup {
  if (bath.release === undefined) return html`Release: <b>unknown</b> for ${bath.name}.`;
  const { how, temperature } = bath.release;
  const warmth = temperature === undefined ? '' : html` <b>${temperature} °C</b>:`;
  return html`Release:${warmth} ${how}${sourceWords(bath, 'release')}`;
}

function sourceWords({ provenance }: Ink, path: string): Markup | string {
  const origin = originOf(provenance, path);
  return origin?.verified ? html` <i>(${origin.source})</i>` : '';
}
