import type { Place, Severity } from '../../src/finding/finding.ts';

/** What the page takes from a report of `bioweft slice --report` or `bioweft check --json`. */
export interface Report {
  readonly findings: readonly ReportFinding[];
  readonly limits: Readonly<Record<string, number>>;
  /** What the strands of each part carry out, by number of the layer and name of the part. */
  readonly fidelity: ReadonlyMap<number, Readonly<Record<string, FidelityFigures>>>;
  /** Hash of the G-code that the report was made for; empty where it does not tell. */
  readonly gcodeSha256: string;
}

/** Of one part on one layer; mm², µL. */
export interface FidelityFigures {
  readonly sectionMm2: number;
  readonly lostMm2: number;
  readonly outsideMm2: number;
  readonly inkUl: number;
}

export interface ReportFinding {
  readonly gate: string;
  readonly severity: Severity;
  readonly where: Place;
  readonly what: string;
  readonly fix: string;
}

/** Reads a report leniently: what is not there or of another kind is left out, never an error. */
export function readReport(value: unknown): Report {
  const report = isRecord(value) ? value : {};
  const findings = Array.isArray(report['findings']) ? report['findings'].filter(isRecord).map(findingOf) : [];
  const limits: Record<string, number> = {};
  const given = isRecord(report['limits']) ? report['limits'] : {};
  for (const [from, to, scale] of [
    ['viability', 'viability', 1],
    ['dose', 'dose', 1],
    ['pressure', 'pressure', 1],
    ['shear', 'shear', 1],
    ['timeOnCells', 'age', 1],
  ] as const) {
    const number = given[from];
    if (typeof number === 'number') limits[to] = number * scale;
  }
  const gcode = isRecord(report['gcode']) ? report['gcode'] : {};
  return {
    findings,
    limits,
    fidelity: fidelityOf(report['layers']),
    gcodeSha256: typeof gcode['sha256'] === 'string' ? gcode['sha256'] : '',
  };
}

function fidelityOf(layers: unknown): Report['fidelity'] {
  const found = new Map<number, Record<string, FidelityFigures>>();
  for (const layer of Array.isArray(layers) ? layers.filter(isRecord) : []) {
    if (typeof layer['index'] !== 'number' || !isRecord(layer['parts'])) continue;
    const parts: Record<string, FidelityFigures> = {};
    for (const [part, figures] of Object.entries(layer['parts']))
      if (isRecord(figures)) parts[part] = figuresOf(figures);
    if (Object.keys(parts).length > 0) found.set(layer['index'], parts);
  }
  return found;
}

function figuresOf(given: Record<string, unknown>): FidelityFigures {
  const number = (value: unknown) => (typeof value === 'number' ? value : Number.NaN);
  return {
    sectionMm2: number(given['sectionMm2']),
    lostMm2: number(given['lostMm2']),
    outsideMm2: number(given['outsideMm2']),
    inkUl: number(given['inkUl']),
  };
}

/** The report in a JSON file, or null where it is none. */
export function reportIn(value: unknown): Report | null {
  return isRecord(value) && Array.isArray(value['findings']) ? readReport(value) : null;
}

function findingOf(finding: Record<string, unknown>): ReportFinding {
  const severity = finding['severity'] === 'refuse' || finding['severity'] === 'warn' ? finding['severity'] : 'note';
  return {
    gate: String(finding['gate'] ?? ''),
    severity,
    where: isRecord(finding['where']) ? (finding['where'] as Place) : {},
    what: String(finding['what'] ?? ''),
    fix: String(finding['fix'] ?? ''),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
