import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { calibrationSchema } from '../src/ink/calibration/calibration.ts';
import { recordEntrySchema } from '../src/record/batch-record.ts';
import { reportSchema } from '../src/record/report.ts';

// Writes the JSON Schemas of what bioweft writes, for those who read it: `npx tsx scripts/make-record-schemas.ts`.

const root = join(import.meta.dirname, '..');

const published = [
  { path: 'docs/report.schema.json', schema: reportSchema, title: 'What bioweft slice --report writes' },
  { path: 'docs/record.schema.json', schema: recordEntrySchema, title: 'One line of a batch record' },
  { path: 'docs/calibration.schema.json', schema: calibrationSchema, title: 'A calibration' },
] as const;

/** Each schema's path in the repository and its text, made from the schemas in the code. */
export function recordSchemaTexts(): { path: string; text: string }[] {
  return published.map(({ path, schema, title }) => {
    const json = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
    return { path, text: `${JSON.stringify({ title, ...json }, null, 2)}\n` };
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  for (const { path, text } of recordSchemaTexts()) {
    writeFileSync(join(root, path), text);
    console.log(path);
  }
}
