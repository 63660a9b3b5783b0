import type { Finding } from '../finding/finding.ts';
import { withRemark } from '../finding/sentence.ts';
import { notFilled } from '../laydown/lay-down-findings.ts';

/**
 * Says once what was found on many layers: findings that differ only in the layer become one, placed on the first of
 * them, with their number; amounts in mm² that differ from layer to layer are summed up.
 */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { code, where } = finding;
    const key = JSON.stringify([code, where.part, where.ink, code in summed ? '' : finding.what]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].map(merged);
}

/** Codes whose text is written anew from the sum of this number. */
const summed: Readonly<Record<string, (layers: number, numbers: Numbers) => { what: string; numbers: Numbers }>> = {
  slivers: (layers, { sliverMm2 }) => ({
    what: `Left out ${sliverMm2.toFixed(6)} mm² on ${layers} layers, in pieces too narrow for a strand where parts overlap.`,
    numbers: { sliverMm2, layers },
  }),
  'solid-not-filled': (layers, { areaMm2, filledMm2, coveredMm2 }) => ({
    what: `${notFilled(filledMm2 / areaMm2, coveredMm2 / areaMm2, areaMm2).slice(0, -1)} (${layers} layers together).`,
    numbers: { areaMm2, filledMm2, coveredMm2, layers },
  }),
  'section-below-strand': (layers, { areaMm2, widthMm }) => ({
    what: `${layers} layers, ${areaMm2.toFixed(4)} mm² together, hold no strand ${(widthMm / layers).toPrecision(3)} mm wide and stay empty.`,
    numbers: { areaMm2, widthMm: widthMm / layers, layers },
  }),
};

type Numbers = Readonly<Record<string, number>>;

function merged(group: readonly Finding[]): Finding {
  const first = group[0];
  if (group.length === 1) return first;
  const rewrite = summed[first.code];
  const layers = group.length;
  if (rewrite === undefined) {
    const what = withRemark(first.what, `on ${layers} layers`);
    return { ...first, what, numbers: { ...first.numbers, layers } };
  }
  const numbers: Record<string, number> = {};
  for (const finding of group) {
    for (const [name, value] of Object.entries(finding.numbers ?? {})) numbers[name] = (numbers[name] ?? 0) + value;
  }
  return { ...first, ...rewrite(layers, numbers) };
}
