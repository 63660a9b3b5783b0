import { useEffect, useRef, useState } from 'preact/hooks';
import { capital, countedSteps, stepWordsOf } from '../data/find/step-words.ts';
import { duration, layerWords, length, volume } from '../data/find/words.ts';
import type { Print } from '../data/print.ts';
import type { App } from '../state/app.ts';
import { commandById } from '../state/command/commands.ts';
import type { Panel } from '../state/store.ts';
import { ComparePanel } from './compare-panel.tsx';
import { Events } from './events.tsx';
import { EvidenceBar, PictureBadge } from './evidence-bar.tsx';
import { Findings } from './findings.tsx';
import { GcodePane } from './gcode-pane.tsx';
import { HelpDialog } from './help-dialog.tsx';
import { Incomplete } from './incomplete.tsx';
import { Inspector } from './inspector.tsx';
import { LayerTable } from './layer-table.tsx';
import { Legend } from './legend.tsx';
import { MeasureCard } from './measure-card.tsx';
import { Multiples } from './multiples.tsx';
import { Icon } from './parts/icons.tsx';
import { LayerSlider } from './parts/layer-slider.tsx';
import { Messages, PrinterChoice } from './parts/messages.tsx';
import { MoveBar } from './parts/move-bar.tsx';
import { Notice } from './parts/notice.tsx';
import { Overlay } from './parts/overlay.tsx';
import { SectionSlider } from './parts/section-slider.tsx';
import { whenFree } from './parts/when-free.ts';
import { StaleBar } from './stale-bar.tsx';
import { Toolbar } from './toolbar.tsx';
import { WellList } from './well-list.tsx';

export interface PageProps {
  readonly app: App;
  /** Called with the canvas once it stands in the page. */
  readonly onCanvas: (canvas: HTMLCanvasElement) => void;
  readonly onReread: () => void;
}

export function Page({ app, onCanvas, onReread }: PageProps) {
  const { store } = app;
  // Before there is a print there is room for what will be told of it: the picture keeps its size when one comes.
  const panel = store.panel.value;
  return (
    <div class="page" data-theme={store.theme.value} data-panel={panel ?? 'none'} data-status={store.status.value.kind}>
      <header class="bar">
        <h1 class="brand">
          bioweft <span class="quiet">viewer</span>
        </h1>
        <Facts app={app} />
        <Toolbar app={app} />
      </header>
      <main class="picture">
        <Picture app={app} onCanvas={onCanvas} />
        <Overlay app={app} />
        {store.multiples.value && <Multiples app={app} />}
        <LayerSlider app={app} />
        <div class="over">
          <Legend app={app} />
          <SectionSlider app={app} />
          <MeasureCard app={app} />
          <Inspector app={app} />
        </div>
        <PictureBadge app={app} />
        <EvidenceBar app={app} onReread={onReread} />
        <StaleBar store={store} />
        <Incomplete app={app} />
        <Messages app={app} />
        <Notice app={app} />
      </main>
      <Side app={app} panel={panel} onReread={onReread} />
      <MoveBar app={app} />
      <HelpDialog app={app} />
      <p class="visually-hidden" role="status" aria-live="polite">
        {store.announcement.value}
      </p>
    </div>
  );
}

function Picture({ app, onCanvas }: { app: App; onCanvas: (canvas: HTMLCanvasElement) => void }) {
  const { store } = app;
  const canvas = useRef<HTMLCanvasElement>(null);
  // Set before effects run.
  useEffect(() => onCanvas(canvas.current!), []);
  const print = store.print.value;
  const words =
    print && print.rows > 0 && print.layers.length > 0
      ? `${print.name}: ${layerWords(print, store.high.value)}, coloured by ${store.mode.value}. The ${stepWordsOf(print).one} table holds the numbers.`
      : 'No print yet';
  return <canvas ref={canvas} tabIndex={0} role="img" aria-label={words} />;
}

function Facts({ app }: { app: App }) {
  const print = app.store.print.value;
  if (!print) return null;
  const { totals } = print;
  return (
    <div class="facts">
      <strong>{print.header['name'] || print.name}</strong>
      <span>{countedSteps(print)}</span>
      <span>{length(totals.lengthMm)}</span>
      {totals.volumeUl > 0 && <span>{volume(totals.volumeUl)}</span>}
      <span title="As the machine runs it, with acceleration; heating and pauses come on top">
        {duration(totals.timeS)}
      </span>
      <Live app={app} />
    </div>
  );
}

/** What the printer is at, while one is heard of. */
function Live({ app }: { app: App }) {
  const { live, following } = app.store;
  if (!live.value?.connected) return null;
  const { state, why, temperatures } = live.value;
  return (
    <>
      <span class="live">{following.value ? state : 'another file is printing'}</span>
      {following.value && why !== '' && <span>{why}</span>}
      {following.value &&
        Object.entries(temperatures).map(([tool, celsius]) => (
          <span key={tool}>{`${tool} ${celsius.toFixed(1)} °C`}</span>
        ))}
    </>
  );
}

const otherPanels: readonly { id: Panel; title: string }[] = [
  { id: 'wells', title: 'Wells' },
  { id: 'events', title: 'Events' },
  { id: 'gcode', title: 'G-code' },
  { id: 'findings', title: 'Findings' },
  { id: 'compare', title: 'Compare' },
];

function Side({ app, panel, onReread }: { app: App; panel: Panel | null; onReread: () => void }) {
  const { store } = app;
  const print = store.print.value;
  const [reported, setReported] = useState<Print | null>(null);
  // The tables of a new print come after the rest: laying out both at once would hold up the page.
  useEffect(() => whenFree(() => setReported(print)), [print]);
  if (!panel) return null;
  if (!print) {
    return (
      <aside class="side vacant" aria-label="Details">
        <p class="quiet">The file's layers, lines and findings come here.</p>
      </aside>
    );
  }
  const panels = [{ id: 'layers', title: capital(stepWordsOf(print).many) } as const, ...otherPanels];
  const said = [...(store.report.value?.findings ?? []), ...print.remarks];
  const bad = said.filter(({ severity }) => severity !== 'note').length;
  const choose = (id: Panel) => {
    store.panel.value = id;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    const at = panels.findIndex(({ id }) => id === panel);
    const next = panels[(at + by + panels.length) % panels.length].id;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <aside class="side" aria-label="Details">
      <div class="tabs">
        <div class="tab-list" role="tablist" aria-label="Details" onKeyDown={onKeyDown}>
          {panels.map(({ id, title }) => (
            <button
              type="button"
              key={id}
              id={`tab-${id}`}
              role="tab"
              class="tab"
              aria-selected={panel === id}
              aria-controls="side-panel"
              tabIndex={panel === id ? 0 : -1}
              onClick={() => choose(id)}
            >
              {title}
              {id === 'findings' && bad > 0 && <span class="badge">{bad}</span>}
            </button>
          ))}
        </div>
        <button
          type="button"
          class="button square"
          aria-label="Close details"
          onClick={() => commandById(`panel-${panel}`).run(app)}
        >
          <Icon name="close" />
        </button>
      </div>
      <div class="panel" id="side-panel" role="tabpanel" aria-labelledby={`tab-${panel}`}>
        {reported === print && panel === 'layers' && <LayerTable app={app} />}
        {reported === print && panel === 'wells' && <WellList app={app} />}
        {reported === print && panel === 'events' && <Events app={app} />}
        {reported === print && panel === 'gcode' && <GcodePane app={app} />}
        {reported === print && panel === 'findings' && <Findings app={app} />}
        {reported === print && panel === 'compare' && <ComparePanel app={app} />}
      </div>
      <PrinterChoice app={app} onChoose={onReread} />
    </aside>
  );
}
