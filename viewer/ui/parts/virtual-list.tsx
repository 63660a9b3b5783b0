import type { ComponentChildren, RefObject, TargetedEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSize } from './use-size.ts';

export interface VirtualListProps {
  readonly label: string;
  readonly class: string;
  readonly count: number;
  readonly rowHeight: number;
  /** Row to keep in sight, from 0; a change of it (or of `again`) scrolls there. -1: none. */
  readonly at: number;
  readonly again?: unknown;
  readonly row: (index: number) => ComponentChildren;
  /** Makes it a list box: a row is chosen by a click or by Enter. */
  readonly onChoose?: (index: number) => void;
  /** Hears which rows are in sight, end excluded. */
  readonly onRange?: (first: number, end: number) => void;
}

/** Browsers lay out no element higher than some 17 million pixels. */
const highest = 8e6;
const beyond = 8;

/**
 * A list of any length of which only the rows in sight are laid out. Longer than a browser can be high, it is scrolled by
 * share: the wheel still moves by rows.
 */
export function VirtualList(props: VirtualListProps) {
  const { label, class: name, row, onChoose } = props;
  const scroll = useScroll(props);
  const { box, top, first, end, rowHeight, perScroll } = scroll;
  const [active, setActive] = useState(-1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (!onChoose) scrollByKey(event, scroll);
    else chooseByKey(event, scroll, { at: active < 0 ? props.at - 1 : active, setActive });
    if (onChoose && (event.key === 'Enter' || event.key === ' ') && active >= 0) {
      take(event);
      onChoose(active);
    }
  };
  const idOf = (index: number) => `${name}-${index}`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useAriaPropsSupportedByRole: the role is one of two, a region or a list box
    <div
      class={`virtual ${name}`}
      ref={box}
      data-scrolls
      role={onChoose ? 'listbox' : 'region'}
      aria-activedescendant={onChoose && active >= first && active < end ? idOf(active) : undefined}
      tabIndex={0}
      aria-label={label}
      onScroll={scroll.onScroll}
      onWheel={scroll.onWheel}
      onKeyDown={onKeyDown}
    >
      <div class="virtual-room" style={{ height: `${scroll.laid}px` }}>
        <div style={{ transform: `translateY(${top / perScroll - (top - first * rowHeight)}px)` }}>
          {Array.from({ length: Math.max(0, end - first) }, (_, i) => {
            const index = first + i;
            if (!onChoose) return row(index);
            const choose = () => {
              setActive(index);
              onChoose(index);
            };
            return (
              <Option key={index} id={idOf(index)} isActive={index === active} onChoose={choose}>
                {row(index)}
              </Option>
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** Where the list stands; px of all its rows, were they laid out. */
interface Scroll {
  readonly box: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly rowHeight: number;
  /** Of what is in sight. */
  readonly top: number;
  readonly height: number;
  /** Rows that are laid out, end excluded. */
  readonly first: number;
  readonly end: number;
  /** How high the element is, and px of the rows for each px that it scrolls. */
  readonly laid: number;
  readonly perScroll: number;
  readonly go: (top: number) => void;
  readonly onScroll: (event: TargetedEvent<HTMLElement>) => void;
  readonly onWheel: (event: WheelEvent) => void;
}

function useScroll({ count, rowHeight, at, again, onRange }: VirtualListProps): Scroll {
  const box = useRef<HTMLDivElement>(null);
  const { height } = useSize(box);
  const [top, setTop] = useState(0);
  const whole = count * rowHeight;
  const laid = Math.min(whole, highest);
  const mostTop = Math.max(0, whole - height);
  const mostScroll = Math.max(0, laid - height);
  const perScroll = mostScroll > 0 ? mostTop / mostScroll : 1;
  const go = (wanted: number) => {
    const next = Math.min(Math.max(wanted, 0), mostTop);
    setTop(next);
    if (box.current) box.current.scrollTop = next / perScroll;
  };
  useEffect(() => {
    if (at < 0 || height === 0) return;
    const place = at * rowHeight;
    if (place < top + rowHeight || place > top + height - 2 * rowHeight) go(place - height / 2);
  }, [at, again, height > 0, count]);
  const first = Math.max(0, Math.floor(top / rowHeight) - beyond);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + beyond);
  useEffect(() => onRange?.(first, end), [first, end, again]);
  const onScroll = (event: TargetedEvent<HTMLElement>) => {
    const scrolled = event.currentTarget.scrollTop * perScroll;
    // Its own rounding must not move the rows.
    if (Math.abs(scrolled - top) > perScroll + 1) setTop(scrolled);
  };
  const onWheel = (event: WheelEvent) => {
    if (perScroll <= 1) return;
    take(event);
    go(top + (event.deltaMode === 1 ? event.deltaY * rowHeight : event.deltaY));
  };
  return { box, count, rowHeight, top, height, first, end, laid, perScroll, go, onScroll, onWheel };
}

/** How many rows a key leads on; undefined: it is none of a list. */
function rowsByKey(key: string, { height, rowHeight }: Scroll): number | undefined {
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const rows: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  return rows[key];
}

function scrollByKey(event: KeyboardEvent, scroll: Scroll): void {
  const rows = rowsByKey(event.key, scroll);
  if (rows === undefined) return;
  take(event);
  scroll.go(scroll.top + rows * scroll.rowHeight);
}

interface Choice {
  /** The row from which a key leads on. */
  readonly at: number;
  readonly setActive: (index: number) => void;
}

/** The row to which a key leads is made active, and comes into sight. */
function chooseByKey(event: KeyboardEvent, scroll: Scroll, { at, setActive }: Choice): void {
  const rows = rowsByKey(event.key, scroll);
  if (rows === undefined) return;
  take(event);
  const { count, rowHeight, top, height, go } = scroll;
  const next = Math.min(Math.max(at + rows, 0), count - 1);
  setActive(next);
  const isInSight = next * rowHeight >= top && (next + 1) * rowHeight <= top + height;
  go(isInSight ? top : next * rowHeight - height / 2);
}

/** Neither the browser nor the page acts on it too. */
function take(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

interface OptionProps {
  readonly id: string;
  readonly isActive: boolean;
  readonly onChoose: () => void;
  readonly children: ComponentChildren;
}

function Option({ id, isActive, onChoose, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the box around has the focus
    <div id={id} role="option" aria-selected={isActive} onClick={onChoose}>
      {children}
    </div>
  );
}
