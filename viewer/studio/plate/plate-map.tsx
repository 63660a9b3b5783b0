import type { RefObject } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Report } from '../../../src/record/report.ts';
import type { Vessel } from '../../../src/vessel/vessel.ts';
import { categoryColour, wordsOn } from '../../colour/categories.ts';
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

/** A selection under way: the well from which its rectangle reaches, and what a drag adds to (null: none is under way). */
interface Reach {
  readonly anchor: RefObject<string | null>;
  readonly dragged: RefObject<ReadonlySet<string> | null>;
}

/**
 * The wells as they lie, one stop of the Tab key: arrows move, Shift with arrows and dragging select a rectangle, Space
 * or Ctrl adds to it. A printed well shows the number of its condition.
 */
export function PlateMap(props: MapProps) {
  const { vessel, grid } = props;
  const reach: Reach = { anchor: useRef(null), dragged: useRef(null) };
  const [focused, setFocused] = useState(grid[0]?.name ?? '');
  const numbered = numberedWells(props);
  const letGo = () => {
    reach.dragged.current = null;
  };
  return (
    <div
      role="grid"
      aria-label={`Wells of ${vessel.name}`}
      aria-multiselectable="true"
      class="plate"
      style={{ aspectRatio: `${vessel.footprint.x} / ${vessel.footprint.y}` }}
      onKeyDown={(event) => onKey(event, props, reach)}
      onPointerDown={(event) => beginDrag(event, props, reach)}
      onPointerMove={(event) => dragOn(event, props, reach)}
      onPointerUp={letGo}
      onPointerLeave={letGo}
    >
      {[...new Set(grid.map(({ row }) => row))].map((row) => (
        <div role="row" key={row} class="plate-row" tabIndex={-1}>
          {numbered
            .filter((well) => well.row === row)
            .map(({ name, isPrinted, number, words }) => (
              <Well
                key={name}
                name={name}
                isPrinted={isPrinted}
                isSelected={props.selected.has(name)}
                isStop={name === focused}
                words={words}
                number={number}
                place={placeOf(vessel, name, number)}
                onFocus={setFocused}
              />
            ))}
        </div>
      ))}
    </div>
  );
}

interface NumberedWell extends WellPlace, Pick<WellProps, 'isPrinted' | 'number' | 'words'> {}

/** The wells with the number of their condition, where they are printed and there are several. */
function numberedWells({ grid, printed, report }: MapProps): NumberedWell[] {
  const conditions = new Map((report?.wells ?? []).map((well) => [well.well, well]));
  const several = new Set([...conditions.values()].map(({ condition }) => condition)).size > 1;
  return grid.map((well) => {
    const own = conditions.get(well.name);
    const isPrinted = printed.includes(well.name);
    const number = isPrinted && several && own !== undefined ? own.condition : null;
    return { ...well, isPrinted, number, words: wordsOf(well.name, isPrinted, number, own) };
  });
}

function wellOf(target: Element | null): string | null {
  return target?.closest<HTMLElement>('[data-well]')?.dataset['well'] ?? null;
}

function focusWell(event: Event, name: string): void {
  (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-well="${name}"]`)?.focus();
}

function onKey(event: KeyboardEvent, props: MapProps, reach: Reach): void {
  const { grid, selected, onSelect, onSettle } = props;
  // Where the focus is now: keys may come faster than the page is drawn.
  const own = wellOf(event.target as Element);
  const here = grid.find(({ name }) => name === own);
  if (here === undefined) return;
  if (event.key in ways) goOn(event, here, props, reach);
  else if (event.key === ' ') {
    reach.anchor.current = here.name;
    onSelect(toggled(selected, here.name));
  } else if (event.key === 'Enter') onSettle();
  else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onSelect(new Set(grid.map(({ name }) => name)));
  else if (event.key === 'Escape') onSelect(new Set());
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** To the next well by an arrow; with Shift the rectangle up to it is selected. */
function goOn(event: KeyboardEvent, here: WellPlace, { grid, onSelect }: MapProps, { anchor }: Reach): void {
  const [rows, columns] = ways[event.key];
  const next = grid.find(({ row, column }) => row === here.row + rows && column === here.column + columns);
  if (next === undefined) return;
  if (event.shiftKey) onSelect(new Set(wellsBetween(grid, (anchor.current ??= here.name), next.name)));
  else anchor.current = next.name;
  focusWell(event, next.name);
}

function toggled(selected: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(name)) next.add(name);
  return next;
}

function wellUnder({ clientX, clientY }: PointerEvent): string | null {
  return wellOf(document.elementFromPoint(clientX, clientY));
}

function beginDrag(event: PointerEvent, props: MapProps, { anchor, dragged }: Reach): void {
  const name = wellUnder(event);
  if (name === null || event.button !== 0) return;
  // What is dragged over is found by its place: no element may keep the pointer.
  (event.target as Element).releasePointerCapture?.(event.pointerId);
  dragged.current = event.ctrlKey || event.metaKey ? props.selected : new Set();
  if (!event.shiftKey || anchor.current === null) anchor.current = name;
  props.onSelect(new Set([...dragged.current, ...wellsBetween(props.grid, anchor.current, name)]));
  focusWell(event, name);
}

function dragOn(event: PointerEvent, { grid, onSelect }: MapProps, { anchor, dragged }: Reach): void {
  if (dragged.current === null || anchor.current === null) return;
  const name = wellUnder(event);
  if (name !== null) onSelect(new Set([...dragged.current, ...wellsBetween(grid, anchor.current, name)]));
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
  const ground = condition === null ? null : categoryColour('dark', condition - 1);
  const colour = ground === null ? {} : { '--condition': rgbToCss(ground), '--condition-ink': wordsOn(ground) };
  return {
    left: percent(x - width / 2, footprint.x),
    top: percent(footprint.y - y - height / 2, footprint.y),
    width: percent(width, footprint.x),
    height: percent(height, footprint.y),
    borderRadius: shape.kind === 'circle' ? '50%' : '2px',
    ...colour,
  };
}
