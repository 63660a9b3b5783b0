/**
 * How far a needle travels in the bath between the strands of synthetic trees of 4 branches, and of what share of the
 * printed length that is: a line a tree, and where the shares lie. Trees are the first by seed of which another branch
 * lies below `tangled` of the points within the needle's outer radius; `half` replaces the half extents of the box that
 * they grow in (mm).
 *
 *   npx tsx bench/travel.ts [--needle 27G] [--seeds 38] [--tangled 0.3] [--half 23,1.6,10] [--branches 4]
 */
import { strandLength } from '../src/laydown/strand.ts';
import { growTree, published, type TreeShape } from '../test/network/grow-tree.ts';
import { motionsOf, travelInBath } from '../test/network/motions-of.ts';
import { planTree, radiusOf, tangled } from '../test/network/plan-tree.ts';

const option = (name: string, otherwise: string): string => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
};
const gauge = Number.parseInt(option('needle', '27G'), 10);
const wanted = Number(option('seeds', '38'));
const least = Number(option('tangled', '0.3'));
const base = published[Number(option('branches', '4'))];
const [x, y, z] = option('half', base.half.join()).split(',').map(Number);
const shape: TreeShape = { ...base, half: [x, y, z] };

console.log('| seed | over another branch | printed, mm | strands | travel, mm | of the printed length | CPU, s |');
console.log('|---|---|---|---|---|---|---|');
const shares: number[] = [];
const refused: string[] = [];
for (let seed = 1, found = 0; found < wanted && seed < 10_000; seed++) {
  const tree = growTree(shape, seed);
  const over = tangled(tree, radiusOf(gauge));
  if (tree.length < shape.branches || over < least) continue;
  found++;
  const before = process.cpuUsage();
  const { made } = await planTree(shape, seed, gauge);
  const { user, system } = process.cpuUsage(before);
  const strands = made.program.steps.flatMap((step) => (step.kind === 'strand' ? [step.strand] : []));
  const printed = strands.reduce((sum, strand) => sum + strandLength(strand), 0);
  const travel = travelInBath(motionsOf(made.program));
  const figures = [printed.toFixed(0), strands.length, travel.toFixed(1), percent(travel / printed)];
  const cells = [seed, percent(over), ...figures, ((user + system) / 1e6).toFixed(1)];
  const isRefused = made.refusedBy.length > 0;
  console.log(`| ${cells.join(' | ')} |${isRefused ? ` refused by ${made.refusedBy.join(', ')}` : ''}`);
  if (isRefused) refused.push(String(seed));
  else shares.push(travel / printed);
}
shares.sort((a, b) => a - b);
const at = (share: number) => percent(shares[Math.round(share * (shares.length - 1))]);
console.log(
  `\n${shares.length} trees: travel is ${at(0)} to ${at(1)} of the printed length, the middle one ${at(0.5)}, quarters ` +
    `${at(0.25)} and ${at(0.75)}; ${shares.filter((share) => share <= 0.1).length} at most a tenth. Refused seeds: ` +
    `${refused.join(', ') || 'none'}.`,
);

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
