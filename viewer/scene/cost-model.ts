/** The three ways to draw a strand, from fast to true. */
export const qualities = ['line', 'ribbon', 'solid'] as const;
export type Quality = (typeof qualities)[number];

export interface CostModel {
  /** Expected ms of the GPU for so many rows. */
  ms(quality: Quality, rows: number): number;
  /** What a finished chunk really took. */
  learn(quality: Quality, rows: number, ms: number): void;
  /** The truest quality that fits the budget, or null when not even lines do. */
  best(rows: number, budgetMs: number): Quality | null;
  /** Rows of this quality that fit the budget. */
  rowsFor(quality: Quality, budgetMs: number): number;
}

/** Starts from what a software renderer takes, ms a row, and follows the machine it runs on. */
export function createCostModel(): CostModel {
  const perRow: Record<Quality, number> = { line: 6e-4, ribbon: 2e-3, solid: 8e-3 };
  return {
    ms: (quality, rows) => perRow[quality] * rows,
    learn(quality, rows, ms) {
      // Small chunks measure the clock, not the GPU.
      if (rows < 500) return;
      const seen = Math.max(ms, 0.5) / rows;
      perRow[quality] = 0.6 * perRow[quality] + 0.4 * seen;
    },
    best(rows, budgetMs) {
      for (const quality of [...qualities].reverse()) if (perRow[quality] * rows <= budgetMs) return quality;
      return null;
    },
    rowsFor: (quality, budgetMs) => Math.max(2048, Math.floor(budgetMs / perRow[quality])),
  };
}
