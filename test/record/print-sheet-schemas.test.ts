import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { recordSchemaTexts } from '../../scripts/make-record-schemas.ts';
import { reportSchema } from '../../src/record/report.ts';
import { planned, sheetJob } from './sheet-plan.ts';

const root = resolve(import.meta.dirname, '../..');

test.each(recordSchemaTexts())(
  '$path is what the code says (npx tsx scripts/make-record-schemas.ts)',
  ({ path, text }) => {
    expect(JSON.parse(readFileSync(join(root, path), 'utf8'))).toEqual(JSON.parse(text));
  },
);

test('a report is what its schema says, an experiment with its conditions too', async () => {
  for (const more of [{}, { sweep: { speed: [4, 6, 8] } }]) {
    const { plan } = await planned(sheetJob(more), { allow: ['flow'] });
    const report = JSON.parse(JSON.stringify(plan.report));
    expect(reportSchema.strict().parse(report)).toEqual(report);
    const conditions = plan.report.wells.map(({ condition }) => condition).sort();
    expect(conditions).toEqual('sweep' in more ? [1, 2, 3] : [1, 1, 1]);
  }
});
