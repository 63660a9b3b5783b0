import { jobSchema, type Schema } from '../job-schema.ts';
import { type FormContext, FormProvider } from './form-context.ts';
import { Group, Items, Named } from './group.tsx';
import { at } from './job-data.ts';
import { VesselField } from './vessel-field.tsx';

/** Keys that have a place of their own: the vessel and its wells, inks and parts, layers and speed. */
const elsewhere = ['vessel', 'wells', 'sweep', 'seed', 'inks', 'parts', 'layers', 'speed', 'name', 'printer'];
const main = ['name', 'printer'];
const vesselKeys = ['plate', 'dish', 'slide', 'wells'];
const layers = ['layers', 'speed'];

/** The job as a form: every key of its schema, in the order in which a print is thought of. */
export function JobForm({ form }: { readonly form: FormContext }) {
  const { inks, parts, vessel } = jobSchema.properties ?? {};
  return (
    <FormProvider value={form}>
      <div class="job-form">
        <Group path={[]} schema={only(main)} />
        <VesselField />
        {at(form.data, ['vessel']) !== undefined && <Group path={['vessel']} schema={vessel} without={vesselKeys} />}
        <Named path={['inks']} schema={inks.additionalProperties as Schema} what={inks.description ?? ''} />
        <Items path={['parts']} schema={parts.items as Schema} what={parts.description ?? ''} />
        <h3>Layers and speed</h3>
        <Group path={[]} schema={only(layers)} />
        <h3>The rest</h3>
        <Group path={[]} schema={jobSchema} without={elsewhere} />
      </div>
    </FormProvider>
  );
}

/** The job's schema with only some of its keys. */
function only(keys: readonly string[]): Schema {
  const { properties = {}, required = [] } = jobSchema;
  return {
    properties: Object.fromEntries(keys.map((key) => [key, properties[key]])),
    required: required.filter((key) => keys.includes(key)),
  };
}
