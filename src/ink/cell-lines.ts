/**
 * Survival of cells in a needle: V = exp(-a tau^b t^c), tau the wall stress in kPa, t the model's residence time in s.
 * Four lines fitted for this project to the surface of the published model (Zhang et al. 2024, wall stress 1-5 kPa,
 * residence 0.1-0.7 s, alginate I-1G, 27G straight needle, 233 to 295 measurements a line).
 */
export interface CellLaw {
  readonly line: string;
  readonly tissue: string;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  /** Share of the mean residence time that the law counts. */
  readonly timeFactor: number;
  /** Root mean square error of the fit, points of viability; null where nobody knows. */
  readonly rmse: number | null;
  /** kPa and s inside which the law was measured; null for a user's own constants. */
  readonly stressRange: readonly [number, number] | null;
  readonly timeRange: readonly [number, number] | null;
  readonly source: string;
  readonly verified: boolean;
}

const source =
  'Fitted for this project to the model of Zhang et al. 2024, Virtual Phys. Prototyp. 19 e2400330, ' +
  'doi 10.1080/17452759.2024.2400330 (KORINZ/in-silico-bioink-viability-prediction, MIT)';

function zhang(line: string, tissue: string, constants: readonly [number, number, number], rmse: number): CellLaw {
  const [a, b, c] = constants;
  // The published residence times follow from a line-mean velocity and are about 0.85 of the mean over the bore.
  const timeFactor = 0.85;
  return {
    line,
    tissue,
    a,
    b,
    c,
    timeFactor,
    rmse,
    stressRange: [1, 5],
    timeRange: [0.1, 0.7],
    source,
    verified: true,
  };
}

export const cellLaws: readonly CellLaw[] = [
  zhang('HUEhT-1', 'endothelial', [0.049411, 3.559, 1.0122], 2.5),
  zhang('UE7T-13', 'mesenchymal stem cell', [0.025055, 2.7506, 0.6252], 3.7),
  zhang('HeLa', 'cervical carcinoma', [0.028847, 3.0313, 1.1272], 3.2),
  zhang('10T1/2', 'fibroblast', [0.0025746, 4.1892, 1.2152], 3.4),
];

/** The law of a line by its name, spelling forgiven, or with the user's own constants; null for an unknown line. */
export function cellLawOf(
  line: string,
  own?: { readonly a: number; readonly b: number; readonly c: number },
): CellLaw | null {
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z0-9]/g, '');
  if (own === undefined) return cellLaws.find((law) => plain(law.line) === plain(line)) ?? null;
  return {
    line,
    tissue: '',
    ...own,
    timeFactor: 1,
    rmse: null,
    stressRange: null,
    timeRange: null,
    source: 'constants given in the job',
    verified: false,
  };
}
