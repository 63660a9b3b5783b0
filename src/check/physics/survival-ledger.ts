import type { PhysicsContext } from './physics-context.ts';

/** How many cells live in a group of strands: volume-weighted mean and worst strand, fractions. */
export interface SurvivalOf {
  readonly mean: number;
  readonly worst: number;
  /** Id of the strand where it is worst. */
  readonly worstStrand: number;
  readonly volumeUl: number;
}

export interface SurvivalLedger {
  /** Key of the ink in the job. */
  readonly ink: string;
  readonly line: string;
  readonly construct: SurvivalOf;
  readonly wells: ReadonlyMap<string, SurvivalOf>;
  /** Over all wells, by number of the layer. */
  readonly layers: ReadonlyMap<number, SurvivalOf>;
}

/** Survival of each ink that holds cells and whose survival can be predicted. */
export function survivalLedgers({ strands, tools, physics }: PhysicsContext): SurvivalLedger[] {
  const ledgers: SurvivalLedger[] = [];
  for (const [id, { tool, cells }] of tools) {
    if (cells === null) continue;
    const construct = new Map<'all', SurvivalOf>();
    const wells = new Map<string, SurvivalOf>();
    const layers = new Map<number, SurvivalOf>();
    for (const step of strands) {
      const alive = physics.viability[step.id];
      if (step.tool !== id || Number.isNaN(alive) || step.volumeUl <= 0) continue;
      const own = { mean: alive, worst: alive, worstStrand: step.id, volumeUl: step.volumeUl };
      add(construct, 'all', own);
      add(wells, step.well, own);
      add(layers, step.layer, own);
    }
    const all = construct.get('all');
    if (all !== undefined) ledgers.push({ ink: tool.ink, line: cells.line, construct: all, wells, layers });
  }
  return ledgers;
}

function add<Key>(groups: Map<Key, SurvivalOf>, key: Key, own: SurvivalOf): void {
  const known = groups.get(key);
  if (known === undefined) {
    groups.set(key, own);
    return;
  }
  const volumeUl = known.volumeUl + own.volumeUl;
  const mean = (known.mean * known.volumeUl + own.mean * own.volumeUl) / volumeUl;
  const { worst, worstStrand } = own.worst < known.worst ? own : known;
  groups.set(key, { mean, worst, worstStrand, volumeUl });
}
