import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { inkSchema } from '../src/ink/ink.ts';
import { jobSchema } from '../src/job/job.ts';
import { profileSchema } from '../src/printer/profile.ts';
import { vesselSchema } from '../src/vessel/vessel.ts';

// Writes the JSON Schemas that editors check data files and jobs with: `npx tsx scripts/make-schemas.ts`.

const root = join(import.meta.dirname, '..');

const published = [
  { path: 'printers/schema.json', schema: profileSchema },
  { path: 'inks/schema.json', schema: inkSchema },
  { path: 'vessels/schema.json', schema: vesselSchema },
  { path: 'docs/job.schema.json', schema: jobSchema },
] as const;

/** What may be written, with every default: zod leaves those out that it fills in behind a conversion (`1.5 mL`). */
export function inputSchema(schema: z.ZodType): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema._zod;
      if (def.type === 'default' && jsonSchema.default === undefined) jsonSchema.default = def.defaultValue;
    },
  });
}

/** Editors show the description of a key and not its unit: where nothing else is said, the unit is the description. */
function sayUnit(_: string, node: unknown): unknown {
  if (typeof node !== 'object' || node === null || !('unit' in node) || 'description' in node) return node;
  return { ...node, description: node.unit };
}

/** Each schema's path in the repository and its text, made from the schemas in the code (as files are written). */
export function schemaTexts(): { path: string; text: string }[] {
  return published.map(({ path, schema }) => {
    return { path, text: `${JSON.stringify(inputSchema(schema), sayUnit, 2)}\n` };
  });
}

if (process.argv[1] !== undefined && resolve(process.argv[1]) === import.meta.filename) {
  for (const { path, text } of schemaTexts()) {
    writeFileSync(join(root, path), text);
    console.log(path);
  }
}
