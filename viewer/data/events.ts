import { wellWords } from '../../src/finding/well-name.ts';
import type { ReadEvent } from '../../src/gcode/reading/reading.ts';
import { strandOfFinding } from './find/find-strand.ts';
import { duration } from './find/words.ts';
import type { Print } from './print.ts';
import type { Report } from './report.ts';

/** What happens beside the motion, and what a gate found at a place: listed, and marked on the sliders. */
export interface PrintEvent {
  readonly kind: EventKind;
  /** Rows done when it happens. */
  readonly row: number;
  /** Index of the layer. */
  readonly layer: number;
  readonly line: number;
  readonly title: string;
  /** Of a finding, its strand; -1 otherwise. */
  readonly strand: number;
}

/** In order of weight: where two fall on one place of a slider, the first is marked. */
export const eventKinds = [
  'refusal',
  'warning',
  'pause',
  'stop',
  'tool',
  'cure',
  'pressure',
  'wait',
  'lamp',
  'heat',
  'home',
  'note',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** A sign beside the colour of each kind. */
export const eventGlyphs: Readonly<Record<EventKind, string>> = {
  refusal: '⬢',
  warning: '▲',
  pause: '‖',
  stop: '■',
  tool: '⇄',
  cure: '◆',
  pressure: '◉',
  wait: '◷',
  lamp: '☼',
  heat: '♨',
  home: '⌂',
  note: '●',
};

const severityKinds = { refuse: 'refusal', warn: 'warning', note: 'note' } as const;

/** All events of the print in the order of the file; findings only where they have a place. */
export function eventsOf(print: Print, report: Report | null): PrintEvent[] {
  const last = Math.max(0, print.rows - 1);
  const layerAt = (row: number) => print.layer[Math.min(row, last)] ?? 0;
  const ofFile = print.events.map((event): PrintEvent => {
    const [kind, title] = wordsOf(event, print);
    return { kind, title, row: event.motion, layer: layerAt(event.motion), line: event.line, strand: -1 };
  });
  const found = (report?.findings ?? []).flatMap((finding): PrintEvent[] => {
    const strand = strandOfFinding(print, finding);
    const layer = strand >= 0 ? print.strands.layer[strand] : (finding.where.layer ?? -1);
    if (layer < 0 || layer >= print.layers.length) return [];
    const row = strand >= 0 ? print.strands.firstRow[strand] : firstRowOf(print, layer);
    const line = strand >= 0 ? print.strands.line[strand] : print.layers[layer].line;
    return [{ kind: severityKinds[finding.severity], row, layer, line, title: finding.what, strand }];
  });
  return [...ofFile, ...found].sort((a, b) => a.row - b.row || a.line - b.line);
}

function firstRowOf({ runs }: Print, layer: number): number {
  for (let r = 0; r < runs.length; r += 3) if (runs[r] === layer) return runs[r + 1];
  return 0;
}

function wordsOf(event: ReadEvent, print: Print): [EventKind, string] {
  switch (event.kind) {
    case 'dwell':
      return ['wait', `Wait ${duration(event.seconds)}`];
    case 'tool':
      return ['tool', `Tool ${print.tools[event.tool]?.name ?? event.tool}`];
    case 'temperature': {
      const of = event.of === 'tool' ? (print.tools[event.tool]?.name ?? `tool ${event.tool}`) : event.of;
      return ['heat', `${of} to ${event.celsius} °C${event.wait ? ', waits for it' : ''}`];
    }
    case 'pressure':
      return ['pressure', `${print.tools[event.tool]?.name ?? `tool ${event.tool}`} at ${event.kPa.toFixed(1)} kPa`];
    case 'cure': {
      const { well, wavelength = '', seconds = '', dose = '' } = event.values;
      return [
        'cure',
        `Cure ${wavelength} nm for ${seconds} s${dose ? `, ${dose} mJ/cm²` : ''}${wellWords(well, ', ')}`,
      ];
    }
    case 'lamp':
      return ['lamp', `Lamp ${event.lamp} ${event.on ? 'on' : 'off'}`];
    case 'home':
      return ['home', `Home ${event.axes || 'all axes'}`];
    case 'pause':
      return ['pause', 'Pause: waits for the operator'];
    case 'stop':
      return ['stop', 'End of the program'];
    default:
      return event satisfies never;
  }
}

/** At most `places` marks along a slider: of events that fall together, the one of most weight. */
export function marksAlong(
  events: readonly PrintEvent[],
  shareOf: (event: PrintEvent) => number,
  places: number,
): readonly { readonly event: PrintEvent; readonly share: number; readonly count: number }[] {
  const found = new Map<number, { event: PrintEvent; share: number; count: number }>();
  for (const event of events) {
    const share = shareOf(event);
    const place = Math.round(share * places);
    const there = found.get(place);
    if (!there) found.set(place, { event, share, count: 1 });
    else {
      there.count++;
      if (eventKinds.indexOf(event.kind) < eventKinds.indexOf(there.event.kind)) {
        there.event = event;
        there.share = share;
      }
    }
  }
  return [...found.values()];
}
