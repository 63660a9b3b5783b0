import { useRef, useState } from 'preact/hooks';
import type { Report } from '../../../src/record/report.ts';
import type { Vessel } from '../../../src/vessel/vessel.ts';
import { categoryColour } from '../../colour/categories.ts';
import { rgbToCss } from '../../colour/oklab.ts';
import { type WellPlace, wellsBetween } from './paint-wells.ts';

interface MapProps {
  readonly vessel: Vessel;
  readonly grid: readonly WellPlace[];
  readonly printed: readonly string[];
  readonly selected: ReadonlySet<string>;
  readonly report: Report | null;
  readonly onSelect: (wells: ReadonlySet<string>) => void;
  /** Enter: what is selected is printed, or no more. */
  readonly onSettle: () => void;
}

/**
 * The wells as they lie, one stop of the Tab key: arrows move, Shift with arrows and dragging select a rectangle, Space
 * or Ctrl adds to it. A printed well shows the number of its condition.
 */
export function PlateMap({ vessel, grid, printed, selected, report, onSelect, onSettle }: MapProps) {
  const box = useRef<HTMLDivElement>(null);
  const anchor = useRef<string | null>(null);
  const dragging = useRef<ReadonlySet<string> | null>(null);
  const [focused, setFocused] = useState(grid[0]?.name ?? '');
  const conditions = new Map((report?.wells ?? []).map((well) => [well.well, well]));
  const several = new Set([...conditions.values()].map(({ condition }) => condition)).size > 1;
  const focus = (name: string) => {
    box.current?.querySelector<HTMLElement>(`[data-well="${name}"]`)?.focus();
  };
  const toggled = (name: string) => {
    const next = new Set(selected);
    if (!next.delete(name)) next.add(name);
    return next;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Where the focus is now: keys may come faster than the page is drawn.
    const own = (event.target as Element).closest<HTMLElement>('[data-well]')?.dataset['well'];
    const here = grid.find(({ name }) => name === own);
    if (here === undefined) return;
    const way = ways[event.key];
    if (way !== undefined) {
      const next = grid.find(({ row, column }) => row === here.row + way[0] && column === here.column + way[1]);
      if (next !== undefined) {
        if (event.shiftKey) onSelect(new Set(wellsBetween(grid, (anchor.current ??= here.name), next.name)));
        else anchor.current = next.name;
        focus(next.name);
      }
    } else if (event.key === ' ') {
      anchor.current = here.name;
      onSelect(toggled(here.name));
    } else if (event.key === 'Enter') onSettle();
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onSelect(new Set(grid.map(({ name }) => name)));
    else if (event.key === 'Escape') onSelect(new Set());
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const wellUnder = ({ clientX, clientY }: PointerEvent): string | null =>
    (document.elementFromPoint(clientX, clientY)?.closest('[data-well]') as HTMLElement | null)?.dataset['well'] ??
    null;
  const rows = [...new Set(grid.map(({ row }) => row))];
  return (
    <div
      ref={box}
      role="grid"
      aria-label={`Wells of ${vessel.name}`}
      aria-multiselectable="true"
      class="plate"
      style={{ aspectRatio: `${vessel.footprint.x} / ${vessel.footprint.y}` }}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const name = wellUnder(event);
        if (name === null || event.button !== 0) return;
        // What is dragged over is found by its place: no element may keep the pointer.
        (event.target as Element).releasePointerCapture?.(event.pointerId);
        dragging.current = event.ctrlKey || event.metaKey ? selected : new Set();
        if (!event.shiftKey || anchor.current === null) anchor.current = name;
        onSelect(new Set([...dragging.current, ...wellsBetween(grid, anchor.current, name)]));
        focus(name);
      }}
      onPointerMove={(event) => {
        if (dragging.current === null || anchor.current === null) return;
        const name = wellUnder(event);
        if (name !== null) onSelect(new Set([...dragging.current, ...wellsBetween(grid, anchor.current, name)]));
      }}
      onPointerUp={() => (dragging.current = null)}
      onPointerLeave={() => (dragging.current = null)}
    >
      {rows.map((row) => (
        <div role="row" key={row} class="plate-row" tabIndex={-1}>
          {grid
            .filter((well) => well.row === row)
            .map(({ name }) => {
              const own = conditions.get(name);
              const isPrinted = printed.includes(name);
              const number = isPrinted && several && own !== undefined ? own.condition : null;
              const words = wordsOf(name, isPrinted, number, own);
              const common = {
                name,
                isPrinted,
                isSelected: selected.has(name),
                isStop: name === focused,
                words,
                number,
              };
              return <Well key={name} {...common} place={placeOf(vessel, name, number)} onFocus={setFocused} />;
            })}
        </div>
      ))}
    </div>
  );
}

const ways: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

function Well({ name, isPrinted, isSelected, isStop, words, number, place, onFocus }: WellProps) {
  return (
    <div
      role="gridcell"
      data-well={name}
      data-printed={isPrinted}
      data-condition={number ?? undefined}
      aria-selected={isSelected}
      aria-label={words}
      title={words}
      tabIndex={isStop ? 0 : -1}
      class="plate-well"
      style={place}
      onFocus={() => onFocus(name)}
    >
      {name}
    </div>
  );
}

interface WellProps {
  readonly name: string;
  readonly isPrinted: boolean;
  readonly isSelected: boolean;
  /** Whether the Tab key stops here. */
  readonly isStop: boolean;
  readonly words: string;
  /** Of its condition, where there are several. */
  readonly number: number | null;
  readonly place: Record<string, string>;
  readonly onFocus: (name: string) => void;
}

function wordsOf(
  name: string,
  isPrinted: boolean,
  condition: number | null,
  own: Report['wells'][number] | undefined,
): string {
  if (!isPrinted) return `${name}, not printed`;
  const settings = Object.entries(own?.settings ?? {}).map(([key, value]) => `${key} ${value}`);
  return [`${name}, printed`, ...(condition === null ? [] : [`condition ${condition}`]), ...settings].join(', ');
}

/** In percent of the plate; y points to the back. */
function placeOf({ footprint, wells }: Vessel, name: string, condition: number | null): Record<string, string> {
  const { x, y, shape } = wells[name];
  const [width, height] = shape.kind === 'circle' ? [shape.diameter, shape.diameter] : [shape.x, shape.y];
  const percent = (value: number, of: number) => `${((100 * value) / of).toFixed(3)}%`;
  const colour = condition === null ? {} : { '--condition': rgbToCss(categoryColour('dark', condition - 1)) };
  return {
    left: percent(x - width / 2, footprint.x),
    top: percent(footprint.y - y - height / 2, footprint.y),
    width: percent(width, footprint.x),
    height: percent(height, footprint.y),
    borderRadius: shape.kind === 'circle' ? '50%' : '2px',
    ...colour,
  };
}
