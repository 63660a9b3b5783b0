import type { Report } from '../../../src/record/report.ts';

interface TableProps {
  readonly report: Report | null;
  readonly onSelect: (wells: readonly string[]) => void;
}

/** The conditions of the plate as they were planned, and the wells of each. */
export function ConditionTable({ report, onSelect }: TableProps) {
  const wells = report?.wells ?? [];
  const numbers = [...new Set(wells.map(({ condition }) => condition))].sort((a, b) => a - b);
  if (numbers.length < 2) return null;
  return (
    <div class="table" data-scrolls role="region" aria-label="Conditions">
      <table>
        <thead>
          <tr>
            <th scope="col">Condition</th>
            <th scope="col">Settings</th>
            <th scope="col">Wells</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((number) => {
            const own = wells.filter(({ condition }) => condition === number);
            const settings = Object.entries(own[0].settings);
            return (
              <tr key={number}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => onSelect(own.map(({ well }) => well))}>
                    {number}
                    <span class="visually-hidden">: select its wells</span>
                  </button>
                </th>
                <td>{settings.map(([key, value]) => `${key} ${value}`).join(', ') || 'as the job has it'}</td>
                <td>{own.map(({ well }) => well).join(', ')}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
