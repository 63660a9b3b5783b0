import { type ModeId, modes, whyEmpty } from '../colour/modes.ts';
import { type ViewName, viewNames } from '../scene/camera-rig.ts';
import type { App } from './app.ts';
import { moveHead, nextPace, pickBy, setLayers, stepLayer, togglePlay, toggleSingle } from './moves.ts';
import type { Panel, Section, Store } from './store.ts';

export const commandGroups = ['Layers', 'Moves', 'View', 'Show', 'Colour', 'Page'] as const;

/** One thing a user can do. The toolbar, the keys, the help and the tests all read this one table. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: (typeof commandGroups)[number];
  /** As `KeyboardEvent.key`, with `Shift+` before it where shift matters. */
  readonly keys: readonly string[];
  /** Name of the icon, where it stands in the toolbar. */
  readonly icon?: string;
  /** Works without a print. */
  readonly always?: boolean;
  readonly pressed?: (store: Store) => boolean;
  readonly enabled?: (store: Store) => boolean;
  readonly run: (app: App) => void;
}

type Toggle = 'ghost' | 'travels' | 'marks' | 'vessel' | 'needle' | 'fill' | 'model' | 'ortho' | 'legend';

function toggle(id: Toggle, title: string, key: string, icon: string): Command {
  return {
    id,
    title,
    group: 'Show',
    keys: [key],
    icon,
    pressed: (store) => store[id].value,
    run: ({ store }) => {
      store[id].value = !store[id].value;
    },
  };
}

function panel(id: Panel, title: string, key: string): Command {
  return {
    id: `panel-${id}`,
    title,
    group: 'Page',
    keys: [key],
    always: true,
    pressed: (store) => store.panel.value === id,
    run: ({ store }) => {
      store.panel.value = store.panel.value === id ? null : id;
    },
  };
}

const layerCommands: readonly Command[] = [
  { id: 'layer-up', title: 'One layer up', group: 'Layers', keys: ['w', 'ArrowUp'], run: (app) => stepLayer(app, 1) },
  {
    id: 'layer-down',
    title: 'One layer down',
    group: 'Layers',
    keys: ['s', 'ArrowDown'],
    run: (app) => stepLayer(app, -1),
  },
  {
    id: 'layer-up-5',
    title: 'Five layers up',
    group: 'Layers',
    keys: ['Shift+W', 'Shift+ArrowUp'],
    run: (app) => stepLayer(app, 5),
  },
  {
    id: 'layer-down-5',
    title: 'Five layers down',
    group: 'Layers',
    keys: ['Shift+S', 'Shift+ArrowDown'],
    run: (app) => stepLayer(app, -5),
  },
  { id: 'layer-up-10', title: 'Ten layers up', group: 'Layers', keys: ['PageUp'], run: (app) => stepLayer(app, 10) },
  {
    id: 'layer-down-10',
    title: 'Ten layers down',
    group: 'Layers',
    keys: ['PageDown'],
    run: (app) => stepLayer(app, -10),
  },
  {
    id: 'layer-first',
    title: 'First layer',
    group: 'Layers',
    keys: ['Home'],
    run: (app) => stepLayer(app, Number.NEGATIVE_INFINITY),
  },
  {
    id: 'layer-last',
    title: 'Last layer',
    group: 'Layers',
    keys: ['End'],
    run: (app) => stepLayer(app, Number.POSITIVE_INFINITY),
  },
  {
    id: 'layer-single',
    title: 'One layer alone',
    group: 'Layers',
    keys: ['x'],
    icon: 'single',
    pressed: (store) => store.single.value,
    run: toggleSingle,
  },
  {
    id: 'layer-all',
    title: 'Close, deselect, then all layers',
    group: 'Layers',
    keys: ['Escape'],
    run: (app) => {
      const { store } = app;
      if (store.help.value) store.help.value = false;
      else if (store.selected.value >= 0) store.selected.value = -1;
      else {
        store.single.value = false;
        setLayers(app, 0, (store.print.value?.layers.length ?? 1) - 1);
      }
    },
  },
];

const moveCommands: readonly Command[] = [
  { id: 'move-on', title: 'One move on', group: 'Moves', keys: ['d', 'ArrowRight'], run: (app) => moveHead(app, 1) },
  {
    id: 'move-back',
    title: 'One move back',
    group: 'Moves',
    keys: ['a', 'ArrowLeft'],
    run: (app) => moveHead(app, -1),
  },
  {
    id: 'move-on-5',
    title: 'Five moves on',
    group: 'Moves',
    keys: ['Shift+D', 'Shift+ArrowRight'],
    run: (app) => moveHead(app, 5),
  },
  {
    id: 'move-back-5',
    title: 'Five moves back',
    group: 'Moves',
    keys: ['Shift+A', 'Shift+ArrowLeft'],
    run: (app) => moveHead(app, -5),
  },
  {
    id: 'play',
    title: 'Play or pause',
    group: 'Moves',
    keys: [' '],
    icon: 'play',
    pressed: (store) => store.playing.value,
    run: togglePlay,
  },
  { id: 'play-faster', title: 'Play faster', group: 'Moves', keys: ['+'], run: ({ store }) => nextPace(store, 1) },
  { id: 'play-slower', title: 'Play slower', group: 'Moves', keys: ['-'], run: ({ store }) => nextPace(store, -1) },
  { id: 'pick-next', title: 'Select the next strand', group: 'Moves', keys: ['n'], run: (app) => pickBy(app, 1) },
  {
    id: 'pick-previous',
    title: 'Select the previous strand',
    group: 'Moves',
    keys: ['b'],
    run: (app) => pickBy(app, -1),
  },
];

const viewTitles = { iso: 'Slanted', top: 'Top', front: 'Front', right: 'Right', back: 'Back', left: 'Left' } as const;

const viewKeys: Record<ViewName, readonly string[]> = {
  iso: ['Shift+I'],
  top: ['Shift+T'],
  front: ['Shift+F'],
  right: ['Shift+R'],
  back: [],
  left: [],
};

const viewCommands: readonly Command[] = [
  {
    id: 'fit',
    title: 'Fit into the picture',
    group: 'View',
    keys: ['f', '0'],
    icon: 'fit',
    run: ({ picture }) => picture.fit(),
  },
  ...viewNames.map(
    (view): Command => ({
      id: `view-${view}`,
      title: `${viewTitles[view]} view`,
      group: 'View',
      keys: viewKeys[view],
      icon: viewKeys[view].length > 0 ? `view-${view}` : undefined,
      run: ({ picture }) => picture.look(view),
    }),
  ),
  { ...toggle('ortho', 'Parallel projection', '5', 'ortho'), group: 'View' },
  { id: 'zoom-in', title: 'Closer', group: 'View', keys: ['i'], run: ({ picture }) => picture.zoom(1.25) },
  { id: 'zoom-out', title: 'Further away', group: 'View', keys: ['o'], run: ({ picture }) => picture.zoom(0.8) },
  {
    id: 'orbit-left',
    title: 'Turn left',
    group: 'View',
    keys: [','],
    run: ({ picture }) => picture.orbit(-Math.PI / 12, 0),
  },
  {
    id: 'orbit-right',
    title: 'Turn right',
    group: 'View',
    keys: ['.'],
    run: ({ picture }) => picture.orbit(Math.PI / 12, 0),
  },
  {
    id: 'orbit-up',
    title: 'Tilt up',
    group: 'View',
    keys: ['Shift+PageUp'],
    run: ({ picture }) => picture.orbit(0, Math.PI / 18),
  },
  {
    id: 'orbit-down',
    title: 'Tilt down',
    group: 'View',
    keys: ['Shift+PageDown'],
    run: ({ picture }) => picture.orbit(0, -Math.PI / 18),
  },
  {
    id: 'section',
    title: 'Section: off, x, y, z',
    group: 'View',
    keys: ['v'],
    icon: 'section',
    pressed: (store) => store.section.value !== null,
    run: ({ store }) => {
      store.section.value = nextSection(store.section.value);
    },
  },
  {
    id: 'section-back',
    title: 'Move the section back',
    group: 'View',
    keys: ['['],
    run: ({ store }) => shiftSection(store, -0.02),
  },
  {
    id: 'section-on',
    title: 'Move the section on',
    group: 'View',
    keys: [']'],
    run: ({ store }) => shiftSection(store, 0.02),
  },
];

const showCommands: readonly Command[] = [
  toggle('ghost', 'Layers below as a ghost', 'g', 'ghost'),
  toggle('travels', 'Travels and lifts', 't', 'travel'),
  toggle('marks', 'Starts and cure steps', 'm', 'marks'),
  toggle('fill', 'Filled areas of the top layer', 'u', 'fill'),
  { ...toggle('model', 'Source model', 'y', 'model'), enabled: (store) => store.modelKnown.value },
  toggle('vessel', 'Vessel and bed', 'k', 'vessel'),
  toggle('needle', 'Needles', 'h', 'needle'),
  toggle('legend', 'Legend', 'l', 'legend'),
];

/** Digits for the modes a bioprinter asks for most; `e` and `q` step through all. 5 and 0 belong to the view, as elsewhere. */
const modeKeys: Partial<Record<ModeId, readonly string[]>> = {
  ink: ['1'],
  role: ['2'],
  tool: ['3'],
  shear: ['4'],
  viability: ['6'],
  dose: ['7'],
  age: ['8'],
  speed: ['9'],
};

const colourCommands: readonly Command[] = modes.map((mode) => ({
  id: `colour-${mode.id}`,
  title: `Colour by ${mode.title.toLowerCase()}`,
  group: 'Colour',
  keys: modeKeys[mode.id] ?? [],
  pressed: (store) => store.mode.value === mode.id,
  enabled: ({ print }) => print.value !== null && whyEmpty(mode, print.value) === null,
  run: ({ store }) => {
    store.hiddenStretches.value = new Set();
    store.hover.value = null;
    store.mode.value = mode.id;
  },
}));

const pageCommands: readonly Command[] = [
  {
    id: 'open',
    title: 'Open a file',
    group: 'Page',
    keys: ['Shift+O'],
    icon: 'open',
    always: true,
    run: (app) => app.chooseFile(),
  },
  panel('layers', 'Layer table', 'Shift+L'),
  panel('gcode', 'G-code', 'c'),
  panel('findings', 'Findings', 'Shift+N'),
  { id: 'colour-next', title: 'Next colour mode', group: 'Colour', keys: ['e'], run: (app) => stepMode(app, 1) },
  {
    id: 'colour-previous',
    title: 'Previous colour mode',
    group: 'Colour',
    keys: ['q'],
    run: (app) => stepMode(app, -1),
  },
  {
    id: 'picture',
    title: 'Save the picture (PNG)',
    group: 'Page',
    keys: ['p'],
    icon: 'picture',
    run: ({ picture }) => picture.savePicture(),
  },
  {
    id: 'link',
    title: 'Copy a link to this view',
    group: 'Page',
    keys: ['Shift+C'],
    icon: 'link',
    run: (app) => app.copyLink(),
  },
  {
    id: 'theme',
    title: 'Dark, light or as the system',
    group: 'Page',
    keys: ['z'],
    icon: 'theme',
    always: true,
    run: ({ store }) => {
      const next = { system: 'dark', dark: 'light', light: 'system' } as const;
      store.themeChoice.value = next[store.themeChoice.value];
      store.announcement.value = `Theme: ${store.themeChoice.value}`;
    },
  },
  {
    id: 'help',
    title: 'Keys and help',
    group: 'Page',
    keys: ['?'],
    icon: 'help',
    always: true,
    pressed: (store) => store.help.value,
    run: ({ store }) => {
      store.help.value = !store.help.value;
    },
  },
];

export const commands: readonly Command[] = [
  ...layerCommands,
  ...moveCommands,
  ...viewCommands,
  ...showCommands,
  ...colourCommands,
  ...pageCommands,
];

export function commandById(id: string): Command {
  return commands.find((command) => command.id === id)!;
}

export function canRun(command: Command, store: Store): boolean {
  if (!command.always && (store.print.value === null || store.print.value.rows === 0)) return false;
  return command.enabled?.(store) ?? true;
}

function stepMode(app: App, by: number): void {
  const able = colourCommands.filter((command) => canRun(command, app.store));
  const at = able.findIndex((command) => command.pressed?.(app.store));
  able[(at + by + able.length) % able.length]?.run(app);
}

function nextSection(section: Section | null): Section | null {
  if (!section) return { axis: 'x', at: 0.5 };
  if (section.axis === 'x') return { axis: 'y', at: 0.5 };
  return section.axis === 'y' ? { axis: 'z', at: 0.5 } : null;
}

function shiftSection(store: Store, by: number): void {
  const section = store.section.value;
  if (section) store.section.value = { ...section, at: Math.min(Math.max(section.at + by, 0), 1) };
}
