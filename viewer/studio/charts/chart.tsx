import { useEffect, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useSize } from '../../ui/parts/use-size.ts';

/** One quantity against speed or needle. Numbers in the units of its title. */
export interface ChartData {
  readonly title: string;
  readonly unit: string;
  readonly xTitle: string;
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  /** Around `y`, where its uncertainty is known. */
  readonly band?: { readonly low: readonly (number | null)[]; readonly high: readonly (number | null)[] } | undefined;
  /** Levels that a gate refuses beyond. */
  readonly limits: readonly { readonly y: number; readonly words: string; readonly refuses: 'above' | 'below' }[];
  readonly now: { readonly x: number; readonly y: number | null };
}

interface ChartProps {
  readonly data: ChartData;
  readonly theme: 'dark' | 'light';
  /** The place on x that was clicked. */
  readonly onChoose: (x: number) => void;
}

/** A chart to read and to click in; what it says stands in words in its label, and in numbers in the table below. */
export function Chart({ data, theme, onChoose }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const { width } = useSize(box);
  const choose = useRef(onChoose);
  choose.current = onChoose;
  useEffect(() => {
    if (box.current === null || width < 80) return undefined;
    const plot = new uPlot(optionsOf(data, width, coloursOf(box.current)), columnsOf(data), box.current);
    const onClick = (event: MouseEvent) => {
      const { left } = plot.over.getBoundingClientRect();
      choose.current(plot.posToVal(event.clientX - left, 'x'));
    };
    plot.over.addEventListener('click', onClick);
    return () => plot.destroy();
  }, [data, width, theme]);
  const { title, unit, now, limits } = data;
  const words = [
    now.y === null
      ? `${title}: unknown at the present point`
      : `${title}: ${short(now.y)} ${unit} at the present point`,
    ...limits.map((limit) => `${limit.words} ${short(limit.y)} ${unit}`),
  ];
  return (
    <figure class="chart">
      <figcaption>
        {title}
        {unit !== '' && <span class="quiet">{`, ${unit}`}</span>}
      </figcaption>
      <div ref={box} role="img" aria-label={words.join('; ')} />
    </figure>
  );
}

interface Colours {
  readonly ink: string;
  readonly quiet: string;
  readonly line: string;
  readonly accent: string;
  readonly ground: string;
  readonly refuse: string;
}

function coloursOf(element: HTMLElement): Colours {
  const style = getComputedStyle(element);
  const of = (name: string) => style.getPropertyValue(name).trim();
  return {
    ink: of('--ink'),
    quiet: of('--quiet'),
    line: of('--line'),
    accent: of('--accent'),
    ground: of('--accent-ground'),
    refuse: of('--refuse'),
  };
}

const columnsOf = ({ x, y, band }: ChartData): uPlot.AlignedData =>
  band === undefined ? [[...x], [...y]] : [[...x], [...band.high], [...band.low], [...y]];

function optionsOf(data: ChartData, width: number, colours: Colours): uPlot.Options {
  const axis = {
    stroke: colours.quiet,
    grid: { stroke: colours.line, width: 1 },
    ticks: { stroke: colours.line, width: 1 },
  };
  const edge = { stroke: colours.ground, width: 1, points: { show: false } };
  const hasBand = data.band !== undefined;
  return {
    width,
    height: 150,
    legend: { show: false },
    cursor: { y: false, points: { show: false }, drag: { x: false, y: false } },
    scales: { x: { time: false }, y: { range: () => rangeOf(data) } },
    axes: [
      {
        ...axis,
        size: 34,
        label: data.xTitle,
        labelSize: 16,
        labelFont: '11px sans-serif',
        font: '11px sans-serif',
        gap: 2,
      },
      { ...axis, size: 46, font: '11px sans-serif', gap: 2 },
    ],
    series: [
      {},
      // The line lies on its band.
      ...(hasBand ? [edge, edge] : []),
      { stroke: colours.accent, width: 2, points: { show: data.x.length < 24, size: 5, fill: colours.accent } },
    ],
    ...(hasBand ? { bands: [{ series: [1, 2] as [number, number], fill: colours.ground }] } : {}),
    hooks: { draw: [(plot) => drawMarks(plot, data, colours)] },
  };
}

/** Values and bands, and a limit where it is not far beyond them. */
function rangeOf({ y, band, limits }: ChartData): [number, number] {
  const known = [...y, ...(band?.low ?? []), ...(band?.high ?? [])].filter((value) => value !== null);
  const most = Math.max(...known, 1e-9);
  const near = limits.map((limit) => limit.y).filter((limit) => limit < 2 * most);
  const least = Math.min(...known, ...near);
  const top = Math.max(most, ...near);
  // What never comes near 0, as survival, is shown where it is; what hardly changes is shown as a level.
  const bottom = least > 0.6 * top && least < 0.98 * top ? least - 0.1 * (top - least) : 0;
  return [Math.min(bottom, least), top + 0.06 * (top - bottom)];
}

function drawMarks(plot: uPlot, { limits, now }: ChartData, colours: Colours): void {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.font = `${11 * ratio}px sans-serif`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'alphabetic';
  for (const { y, words, refuses } of limits) {
    const at = plot.valToPos(y, 'y', true);
    ctx.strokeStyle = colours.refuse;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash([6 * ratio, 4 * ratio]);
    ctx.beginPath();
    ctx.moveTo(bbox.left, at);
    ctx.lineTo(bbox.left + bbox.width, at);
    ctx.stroke();
    ctx.fillStyle = colours.refuse;
    // The words stand on the side that is allowed, where there is room.
    const below = refuses === 'above' ? at - bbox.top < bbox.height - 16 * ratio : at - bbox.top < 16 * ratio;
    ctx.fillText(words, bbox.left + 4 * ratio, below ? at + 12 * ratio : at - 4 * ratio);
  }
  ctx.setLineDash([]);
  const x = plot.valToPos(now.x, 'x', true);
  ctx.strokeStyle = colours.quiet;
  ctx.lineWidth = ratio;
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  if (now.y !== null) {
    ctx.fillStyle = colours.ink;
    ctx.beginPath();
    ctx.arc(x, plot.valToPos(now.y, 'y', true), 5 * ratio, 0, 2 * Math.PI);
    ctx.fill();
  }
  ctx.restore();
}

export const short = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : String(Number(value.toPrecision(3)));
