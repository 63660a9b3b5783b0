/** What a code means, why that matters, and what to do about it: one sentence each. */
export type CodeTexts = readonly [means: string, why: string, act: string];

/** Codes of one subject; docs/findings.md has a chapter for each group. */
export interface CodeGroup<Code extends string> {
  readonly title: string;
  readonly rows: Readonly<Record<Code, CodeTexts>>;
}

/** Remarks on a plan or a file, each with a reason of its own. */
export function remarks<const Code extends string>(title: string, rows: Record<Code, CodeTexts>): CodeGroup<Code> {
  return { title, rows };
}

/** What cannot be used at all: `why` holds for the whole group. */
export function mistakes<const Code extends string>(
  title: string,
  why: string,
  rows: Record<Code, readonly [means: string, act: string]>,
): CodeGroup<Code> {
  return { title, rows: filled(rows, ([means, act]) => [means, why, act]) };
}

/** Differences between a file and the plan that it was written from. */
export function differences<const Code extends string>(title: string, rows: Record<Code, string>): CodeGroup<Code> {
  const why = 'What runs is the file, and not the plan: where both differ, the print is not the one that was judged.';
  const act = 'Do not print this file; report the job that made it, or slice it again where the file was edited.';
  return { title, rows: filled(rows, (means) => [means, why, act]) };
}

function filled<Code extends string, Row>(rows: Record<Code, Row>, texts: (row: Row) => CodeTexts) {
  const entries = Object.entries<Row>(rows).map(([code, row]) => [code, texts(row)] as const);
  return Object.fromEntries(entries) as Record<Code, CodeTexts>;
}
