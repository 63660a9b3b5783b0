import { layerNumber } from '../../../src/finding/layer-number.ts';
import { capital, stepWordsOf } from '../../data/find/step-words.ts';
import { layerWords, mm } from '../../data/find/words.ts';
import type { App } from '../../state/app.ts';
import { setLayers, stepLayer } from '../../state/moves.ts';
import { EventMarks } from '../event-marks.tsx';
import { Icon } from './icons.tsx';

type Which = 'low' | 'high';

/** Layers from 0. */
interface Span {
  readonly low: number;
  readonly high: number;
  /** The topmost of all. */
  readonly top: number;
  /** One layer alone is shown, `high`. */
  readonly isSingle: boolean;
}

/** Two thumbs on one track: the lowest and the highest layer shown. Keys as WAI-ARIA asks of sliders. */
export function LayerSlider({ app }: { app: App }) {
  const { store } = app;
  const print = store.print.value;
  if (!print || print.rows === 0 || print.layers.length === 0) return null;
  const [low, high, top, isSingle] = [store.low.value, store.high.value, print.layers.length - 1, store.single.value];
  const span: Span = { low, high, top, isSingle };
  const said = stepWordsOf(print);
  const set = (which: Which, layer: number) => {
    if (which === 'low') setLayers(app, Math.min(layer, high), high);
    else setLayers(app, Math.min(low, layer), layer);
  };
  const thumb = (which: Which) => (
    <Thumb
      which={which}
      span={span}
      label={`${capital(which === 'low' ? said.lowest : said.highest)} shown`}
      words={layerWords(print, span[which])}
      onSet={(layer) => set(which, layer)}
    />
  );
  return (
    <div class="layer-slider" role="group" aria-label={capital(said.many)}>
      <StepButton
        icon="plus"
        words={`One ${said.one} ${said.on}`}
        keyName="W"
        isLast={high >= top}
        onStep={() => stepLayer(app, 1)}
      />
      <div class="track" onPointerDown={(event) => drag(event, span, set)}>
        <div class="rail" />
        <EventMarks app={app} along="layers" />
        <div
          class="range"
          style={{ bottom: `${100 * shareUp(low, top)}%`, top: `${100 - 100 * shareUp(high, top)}%` }}
        />
        {!isSingle && thumb('low')}
        {thumb('high')}
      </div>
      <StepButton
        icon="minus"
        words={`One ${said.one} ${said.back}`}
        keyName="S"
        isLast={high <= 0}
        onStep={() => stepLayer(app, -1)}
      />
      <LayerNumber app={app} />
      <div class="z-label">{mm(print.layers[high].z)}</div>
    </div>
  );
}

/** How far up the track a layer stands; the only one of all stands at the top. */
const shareUp = (layer: number, top: number): number => (top > 0 ? layer / top : 1);

/** Takes the thumb that is nearer to the pointer along with it until it is let go. */
function drag(
  event: PointerEvent,
  { low, high, top, isSingle }: Span,
  set: (which: Which, layer: number) => void,
): void {
  const track = event.currentTarget as HTMLElement;
  const layerAt = (clientY: number) => {
    const box = track.getBoundingClientRect();
    return Math.round((1 - Math.min(Math.max((clientY - box.top) / box.height, 0), 1)) * top);
  };
  const layer = layerAt(event.clientY);
  // Where both thumbs stand on one layer, the lower one is taken downwards.
  const isLower = layer < low || Math.abs(layer - low) < Math.abs(layer - high);
  const which = isLower && !isSingle ? 'low' : 'high';
  track.setPointerCapture(event.pointerId);
  track.querySelector<HTMLElement>(`[data-thumb=${which}]`)?.focus();
  set(which, layer);
  track.onpointermove = (move) => set(which, layerAt(move.clientY));
  track.onlostpointercapture = () => {
    track.onpointermove = null;
  };
  event.preventDefault();
}

/** The layer to which a key of a slider leads. */
function layerByKey(key: string, at: number, top: number): number | undefined {
  const layers: Readonly<Record<string, number>> = {
    ArrowUp: at + 1,
    ArrowRight: at + 1,
    ArrowDown: at - 1,
    ArrowLeft: at - 1,
    PageUp: at + 10,
    PageDown: at - 10,
    Home: 0,
    End: top,
  };
  return layers[key];
}

interface ThumbProps {
  readonly which: Which;
  readonly span: Span;
  readonly label: string;
  readonly words: string;
  readonly onSet: (layer: number) => void;
}

function Thumb({ which, span, label, words, onSet }: ThumbProps) {
  const { low, top, isSingle } = span;
  const layer = span[which];
  const onKeyDown = (event: KeyboardEvent) => {
    const next = layerByKey(event.key, layer, top);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onSet(Math.min(Math.max(next, which === 'high' && !isSingle ? low : 0), top));
  };
  return (
    <div
      class={`thumb ${which}`}
      role="slider"
      tabIndex={0}
      data-thumb={which}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={top + 1}
      aria-valuenow={layerNumber(layer)}
      aria-valuetext={words}
      style={{ bottom: `${100 * shareUp(layer, top)}%` }}
      onKeyDown={onKeyDown}
    >
      <span class="thumb-label">{layerNumber(layer)}</span>
    </div>
  );
}

interface StepButtonProps {
  readonly icon: 'plus' | 'minus';
  readonly words: string;
  readonly keyName: string;
  /** No layer follows. */
  readonly isLast: boolean;
  readonly onStep: () => void;
}

function StepButton({ icon, words, keyName, isLast, onStep }: StepButtonProps) {
  return (
    <button
      type="button"
      class="button square"
      aria-label={words}
      title={`${words} (${keyName})`}
      disabled={isLast}
      onClick={onStep}
    >
      <Icon name={icon} />
    </button>
  );
}

/** The highest layer shown, to be typed. */
function LayerNumber({ app }: { app: App }) {
  const { store } = app;
  const { one } = stepWordsOf(store.print.value);
  return (
    <input
      class="text-input layer-number"
      inputMode="numeric"
      aria-label={`Go to ${one}`}
      title={`Type a ${one}'s number`}
      value={store.high.value + 1}
      onChange={(event) => {
        const layer = Math.round(Number(event.currentTarget.value)) - 1;
        if (Number.isFinite(layer)) setLayers(app, Math.min(store.low.value, Math.max(layer, 0)), layer);
        event.currentTarget.value = String(store.high.value + 1);
      }}
      onKeyDown={(event) => {
        // Typed, the keys are the page's again.
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}
