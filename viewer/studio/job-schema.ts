import schema from '../../docs/job.schema.json' with { type: 'json' };

/** As much of JSON Schema as the job's own uses. */
export interface Schema {
  readonly $ref?: string | undefined;
  readonly description?: string | undefined;
  /** What the value is counted in, and what an optional key means where it is left out (`src/job/job.ts`). */
  readonly unit?: string | undefined;
  readonly whenAbsent?: string | undefined;
  readonly default?: unknown | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly additionalProperties?: Schema | boolean | undefined;
  readonly items?: Schema | boolean | undefined;
  readonly prefixItems?: readonly Schema[] | undefined;
  readonly anyOf?: readonly Schema[] | undefined;
  readonly oneOf?: readonly Schema[] | undefined;
  readonly allOf?: readonly Schema[] | undefined;
  readonly $defs?: Readonly<Record<string, Schema>> | undefined;
}

export const jobSchema = schema as Schema;

/** Every schema that may hold at a path of the job: one for each form that it may have there. */
export function schemasAt(path: readonly (string | number)[]): Schema[] {
  return path.reduce<Schema[]>((schemas, key) => schemas.flatMap((each) => below(each, key)), forms(jobSchema));
}

/** A schema as all the forms that it allows. */
function forms(schema: Schema): Schema[] {
  const own = schema.$ref === undefined ? schema : { ...schema, ...resolved(schema.$ref), $ref: undefined };
  const others = [...(own.anyOf ?? []), ...(own.oneOf ?? []), ...(own.allOf ?? [])];
  const named = own.description === undefined ? {} : { description: own.description };
  return [own, ...others.flatMap(forms).map((form) => ({ ...named, ...form }))];
}

function resolved(ref: string): Schema {
  const found = ref
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], jobSchema);
  return (found ?? {}) as Schema;
}

function below({ properties, additionalProperties, items }: Schema, key: string | number): Schema[] {
  const next = typeof key === 'number' ? items : (properties?.[key] ?? additionalProperties);
  return typeof next === 'object' ? forms(next) : [];
}
