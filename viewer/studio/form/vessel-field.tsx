import type { Vessel } from '../../../src/vessel/vessel.ts';
import { useForm } from './form-context.ts';
import { at } from './job-data.ts';
import { parsed } from './library-rows.ts';
import { textOf } from './setting-kind.ts';

const kinds = ['plate', 'dish', 'slide'] as const;
const titles = { plate: 'Plates', dish: 'Dishes', slide: 'Slides' } as const;

/** What is printed into: one list of what the library has, in place of a key for each kind. */
export function VesselField() {
  const { data, library, change, toPlate } = useForm();
  const vessels = parsed<Vessel>(library.vessels);
  const now = kinds.map((kind) => textOf(at(data, ['vessel', kind]))).find((id) => id !== '') ?? '';
  const own = textOf(at(data, ['vessel', 'labware']));
  const choose = (id: string) => {
    const chosen = vessels.find((vessel) => vessel.id === id);
    if (chosen === undefined) return change([{ path: ['vessel'], value: undefined }]);
    const others = [...kinds.filter((kind) => kind !== chosen.kind), 'labware'];
    // A dish has no wells, and not every plate has those of another.
    const stays = wellsFit(at(data, ['vessel', 'wells']), chosen);
    const away = stays ? others : [...others, 'wells', 'a1'];
    change([
      { path: ['vessel', chosen.kind], value: id },
      ...away.map((key) => ({ path: ['vessel', key], value: undefined })),
    ]);
  };
  const wells = textOf(at(data, ['vessel', 'wells']));
  return (
    <div class="setting" data-setting="vessel">
      <span class="name" id="field-vessel-name">
        Vessel
      </span>
      <span class="value">
        <select
          value={own === '' ? now : 'own'}
          aria-labelledby="field-vessel-name"
          aria-describedby="field-vessel-help"
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          <option value="">The bare bed</option>
          {own !== '' && <option value="own">{own}</option>}
          {kinds.map((kind) => (
            <optgroup key={kind} label={titles[kind]}>
              {vessels
                .filter((vessel) => vessel.kind === kind)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        {toPlate !== undefined && at(data, ['vessel', 'plate']) !== undefined && (
          <button type="button" class="link" onClick={toPlate}>
            {wells === '' ? 'Choose wells' : `Wells ${wells}`}
          </button>
        )}
      </span>
      <span class="about" id="field-vessel-help">
        What is printed into
      </span>
    </div>
  );
}

/** Whether every well that the job names one by one is there; ranges are left to the planner. */
function wellsFit(asked: unknown, { kind, wells }: Vessel): boolean {
  if (asked === undefined) return true;
  const names = (Array.isArray(asked) ? asked : [asked]).map(String);
  return kind === 'plate' && names.every((name) => name in wells || name === 'all');
}
