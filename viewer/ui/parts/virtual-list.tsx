import type { ComponentChildren } from 'preact';
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
export function VirtualList({
  label,
  class: name,
  count,
  rowHeight,
  at,
  again,
  row,
  onChoose,
  onRange,
}: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null);
  const { height } = useSize(box);
  const [top, setTop] = useState(0);
  const [active, setActive] = useState(-1);
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
  const shift = (event: KeyboardEvent | WheelEvent, by: number) => {
    event.preventDefault();
    event.stopPropagation();
    go(top + by);
  };
  const page = Math.max(1, Math.floor(height / rowHeight) - 1);
  const steps: Record<string, number> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: Number.NEGATIVE_INFINITY,
    End: Number.POSITIVE_INFINITY,
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (onChoose && (event.key === 'Enter' || event.key === ' ') && active >= 0) {
      event.preventDefault();
      event.stopPropagation();
      onChoose(active);
    }
    if (!(event.key in steps)) return;
    if (!onChoose) return shift(event, steps[event.key] * rowHeight);
    const next = Math.min(Math.max((active < 0 ? at - 1 : active) + steps[event.key], 0), count - 1);
    setActive(next);
    shift(event, 0);
    if (next * rowHeight < top || (next + 1) * rowHeight > top + height) go(next * rowHeight - height / 2);
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
      onScroll={(event) => {
        const scrolled = event.currentTarget.scrollTop * perScroll;
        // Its own rounding must not move the rows.
        if (Math.abs(scrolled - top) > perScroll + 1) setTop(scrolled);
      }}
      onWheel={(event) => {
        if (perScroll > 1) shift(event, event.deltaMode === 1 ? event.deltaY * rowHeight : event.deltaY);
      }}
      onKeyDown={onKeyDown}
    >
      <div class="virtual-room" style={{ height: `${laid}px` }}>
        <div style={{ transform: `translateY(${top / perScroll - (top - first * rowHeight)}px)` }}>
          {Array.from({ length: Math.max(0, end - first) }, (_, i) => {
            const index = first + i;
            if (!onChoose) return row(index);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the box around has the focus
              <div
                key={index}
                id={idOf(index)}
                role="option"
                aria-selected={index === active}
                onClick={() => {
                  setActive(index);
                  onChoose(index);
                }}
              >
                {row(index)}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
