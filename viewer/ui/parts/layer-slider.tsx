import { useRef } from 'preact/hooks';
import { layerNumber } from '../../../src/finding/layer-number.ts';
import { layerWords, mm } from '../../data/find/words.ts';
import type { App } from '../../state/app.ts';
import { setLayers, stepLayer } from '../../state/moves.ts';
import { EventMarks } from '../event-marks.tsx';
import { Icon } from './icons.tsx';

/** Two thumbs on one track: the lowest and the highest layer shown. Keys as WAI-ARIA asks of sliders. */
export function LayerSlider({ app }: { app: App }) {
  const { store } = app;
  const track = useRef<HTMLDivElement>(null);
  const print = store.print.value;
  if (!print || print.rows === 0 || print.layers.length === 0) return null;
  const top = print.layers.length - 1;
  const low = store.low.value;
  const high = store.high.value;
  const share = (layer: number) => (top > 0 ? layer / top : 1);

  const layerAt = (clientY: number) => {
    // Drawn before any event.
    const box = track.current!.getBoundingClientRect();
    return Math.round((1 - Math.min(Math.max((clientY - box.top) / box.height, 0), 1)) * top);
  };
  const set = (thumb: 'low' | 'high', layer: number) => {
    if (thumb === 'low') setLayers(app, Math.min(layer, high), high);
    else setLayers(app, Math.min(low, layer), layer);
  };
  const onPointerDown = (event: PointerEvent) => {
    const layer = layerAt(event.clientY);
    // Where both thumbs stand on one layer, the lower one is taken downwards.
    const lower = layer < low || Math.abs(layer - low) < Math.abs(layer - high);
    const thumb = lower && !store.single.value ? 'low' : 'high';
    const element = event.currentTarget as HTMLElement;
    element.setPointerCapture(event.pointerId);
    element.querySelector<HTMLElement>(`[data-thumb=${thumb}]`)?.focus();
    set(thumb, layer);
    element.onpointermove = (move) => set(thumb, layerAt(move.clientY));
    element.onlostpointercapture = () => {
      element.onpointermove = null;
    };
    event.preventDefault();
  };
  const onKeyDown = (thumb: 'low' | 'high') => (event: KeyboardEvent) => {
    const at = thumb === 'low' ? low : high;
    const steps: Record<string, number> = {
      ArrowUp: at + 1,
      ArrowRight: at + 1,
      ArrowDown: at - 1,
      ArrowLeft: at - 1,
      PageUp: at + 10,
      PageDown: at - 10,
      Home: 0,
      End: top,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    set(thumb, Math.min(Math.max(next, thumb === 'high' && !store.single.value ? low : 0), top));
  };
  const thumb = (which: 'low' | 'high', layer: number) => (
    <div
      class={`thumb ${which}`}
      role="slider"
      tabIndex={0}
      data-thumb={which}
      aria-label={which === 'low' ? 'Lowest layer shown' : 'Highest layer shown'}
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={top + 1}
      aria-valuenow={layerNumber(layer)}
      aria-valuetext={layerWords(print, layer)}
      style={{ bottom: `${100 * share(layer)}%` }}
      onKeyDown={onKeyDown(which)}
    >
      <span class="thumb-label">{layerNumber(layer)}</span>
    </div>
  );
  return (
    <div class="layer-slider" role="group" aria-label="Layers">
      <button
        type="button"
        class="button square"
        aria-label="One layer up"
        title="One layer up (W)"
        disabled={high >= top}
        onClick={() => stepLayer(app, 1)}
      >
        <Icon name="plus" />
      </button>
      <div class="track" ref={track} onPointerDown={onPointerDown}>
        <div class="rail" />
        <EventMarks app={app} along="layers" />
        <div class="range" style={{ bottom: `${100 * share(low)}%`, top: `${100 - 100 * share(high)}%` }} />
        {!store.single.value && thumb('low', low)}
        {thumb('high', high)}
      </div>
      <button
        type="button"
        class="button square"
        aria-label="One layer down"
        title="One layer down (S)"
        disabled={high <= 0}
        onClick={() => stepLayer(app, -1)}
      >
        <Icon name="minus" />
      </button>
      <LayerNumber app={app} />
      <div class="z-label">{mm(print.layers[high].z)}</div>
    </div>
  );
}

/** The highest layer shown, to be typed. */
function LayerNumber({ app }: { app: App }) {
  const { store } = app;
  return (
    <input
      class="text-input layer-number"
      inputMode="numeric"
      aria-label="Go to layer"
      title="Type a layer's number"
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
