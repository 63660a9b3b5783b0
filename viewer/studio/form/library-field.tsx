import { useEffect, useRef, useState } from 'preact/hooks';
import { moveInList } from '../../ui/parts/roving.ts';
import { useForm } from './form-context.ts';
import type { InputProps } from './inputs.tsx';
import type { LibraryTable } from './library-rows.ts';
import { textOf } from './setting-kind.ts';

/**
 * What the library holds, chosen from a table that shows what matters: a button that says what is chosen, and the table
 * in a dialog. What is not in the library (a file of one's own) is written in the text.
 */
export function LibraryField({
  path,
  value,
  labelledBy,
  describedBy,
  table,
  absent,
}: InputProps & { readonly table: LibraryTable }) {
  const { change } = useForm();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [sought, setSought] = useState('');
  const now = textOf(value);
  const row = table.rows.find((each) => String(each.value) === now);
  const words = sought.toLowerCase().split(/\s+/);
  const rows = table.rows.filter(({ value: id, cells, source }) => {
    const text = `${id} ${cells.join(' ')} ${source}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  // Shown once its rows stand there, so that the search has the focus.
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  const open = () => {
    setSought('');
    setOpen(true);
  };
  const choose = (chosen: string | number) => {
    dialog.current?.close();
    if (String(chosen) !== now) change([{ path, value: chosen }]);
  };
  return (
    <>
      <button
        type="button"
        class="button chosen"
        aria-haspopup="dialog"
        aria-labelledby={`${labelledBy} ${labelledBy}-now`}
        aria-describedby={describedBy}
        onClick={open}
      >
        <span id={`${labelledBy}-now`}>
          {now === '' ? <span class="quiet">{absent === '' ? 'Choose' : absent}</span> : now}
          {row !== undefined && (
            <span class="quiet"> {row.cells.slice(typeof row.value === 'number' ? 1 : 0, 2)[0]}</span>
          )}
          {row !== undefined && !row.verified && <span class="unverified"> not verified</span>}
        </span>
      </button>
      <dialog
        ref={dialog}
        class="library"
        aria-label={table.title}
        onClose={() => setOpen(false)}
        // Its keys are its own: Escape closes it, and no letter steps a layer.
        onKeyDown={(event) => event.stopPropagation()}
      >
        {isOpen && (
          <>
            <header>
              <h2>{table.title}</h2>
              <input
                type="search"
                aria-label={`Search ${table.title.toLowerCase()}`}
                placeholder="Search"
                value={sought}
                onInput={({ currentTarget }) => setSought(currentTarget.value)}
              />
              <button type="button" class="button" onClick={() => dialog.current?.close()}>
                Close
              </button>
            </header>
            <LibraryRows table={{ ...table, rows }} now={now} choose={choose} />
          </>
        )}
      </dialog>
    </>
  );
}

function LibraryRows({ table: { title, columns, rows }, now, choose }: LibraryRowsProps) {
  const first = rows.find(({ value }) => String(value) === now) ?? rows[0];
  return (
    <div class="table" data-scrolls role="region" aria-label={`List of ${title.toLowerCase()}`} onKeyDown={moveInList}>
      <table>
        <thead>
          <tr>
            <th scope="col">Choose</th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
            <th scope="col">Verified</th>
            <th scope="col">Source</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.value} class={String(row.value) === now ? 'chosen' : ''}>
              <th scope="row">
                <button
                  type="button"
                  class="link"
                  data-stop
                  tabIndex={row === first ? 0 : -1}
                  aria-current={String(row.value) === now}
                  onClick={() => choose(row.value)}
                >
                  {row.value}
                </button>
              </th>
              {row.cells.map((cell, i) => (
                // Cells of a row do not move.
                <td key={columns[i]}>{cell}</td>
              ))}
              <td class={row.verified ? '' : 'unverified'}>{row.verified ? 'yes' : 'no'}</td>
              <td class="source">{row.source}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && <p class="empty">Nothing of that name.</p>}
    </div>
  );
}

interface LibraryRowsProps {
  readonly table: LibraryTable;
  readonly now: string;
  readonly choose: (value: string | number) => void;
}
