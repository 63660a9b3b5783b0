import { type ModeId, modes, whyEmpty } from '../../colour/modes.ts';
import { modeOf, modesOf } from '../../colour/modes-of.ts';
import { capital, stepWordsOf } from '../../data/find/step-words.ts';
import type { App } from '../app.ts';
import { takeSelected } from '../measuring.ts';
import { chooseMode } from '../moves.ts';
import { besideOf, hiddenSets, type Panel, showHidden } from '../store.ts';
import type { Command } from './command.ts';
import { layerCommands, moveCommands } from './layer-commands.ts';
import { toggle } from './toggle-command.ts';
import { viewCommands } from './view-commands.ts';

function panel(id: Panel, title: Command['title'], key: string, icon?: string): Command {
  return {
    id: `panel-${id}`,
    title,
    group: 'Page',
    keys: [key],
    icon,
    always: true,
    pressed: (store) => store.panel.value === id,
    run: ({ store }) => {
      store.panel.value = store.panel.value === id ? null : id;
    },
  };
}

const measureCommands: readonly Command[] = [
  {
    id: 'measure',
    title: 'Measure',
    group: 'View',
    keys: ['Shift+U'],
    icon: 'measure',
    pressed: (store) => store.measuring.value,
    run: ({ store }) => {
      store.measuring.value = !store.measuring.value;
      store.measured.value = [];
    },
  },
  {
    id: 'measure-take',
    title: 'Take the selected strand as a place to measure',
    group: 'View',
    keys: ['Enter'],
    enabled: (store) => store.measuring.value && store.selected.value >= 0,
    run: ({ store }) => takeSelected(store),
  },
];

const showCommands: readonly Command[] = [
  {
    ...toggle('multiples', ({ one }) => `One ${one} of all wells`, 'Shift+M', 'multiples'),
    enabled: ({ print }) => (print.value?.wells.length ?? 0) > 1,
  },
  toggle('ghost', ({ before }) => `${capital(before)} as a ghost`, 'g', 'ghost'),
  toggle('travels', 'Travels and lifts', 't', 'travel'),
  toggle('marks', 'Starts and cure steps', 'm', 'marks'),
  {
    ...toggle('fill', ({ one }) => `Filled areas of the top ${one}`, 'u', 'fill'),
    // Strands in space enclose nothing.
    enabled: ({ print }) => stepWordsOf(print.value).step === 'layer',
  },
  { ...toggle('model', 'Source model', 'y', 'model'), enabled: (store) => store.modelKnown.value },
  toggle('vessel', 'Vessel and bed', 'k', 'vessel'),
  toggle('needle', 'Needles', 'h', 'needle'),
  toggle('legend', 'Legend', 'l', 'legend'),
  {
    id: 'show-hidden',
    title: 'Show all that the legend hides',
    group: 'Show',
    keys: ['r'],
    enabled: (store) => Object.values(hiddenSets(store)).some(({ value }) => value.size > 0),
    run: ({ store }) => showHidden(store),
  },
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
  title: ({ step }) => `Colour by ${modeOf(mode, step).title.toLowerCase()}`,
  group: 'Colour',
  keys: modeKeys[mode.id] ?? [],
  pressed: (store) => store.mode.value === mode.id,
  enabled: ({ print }) => print.value !== null && whyEmpty(mode, print.value) === null,
  run: ({ store }) => chooseMode(store, mode.id),
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
  panel('layers', ({ one }) => `${capital(one)} table`, 'Shift+L', 'table'),
  panel('wells', 'Wells', 'Shift+P'),
  panel('events', 'Events', 'Shift+V'),
  panel('gcode', 'G-code', 'c'),
  {
    id: 'find',
    title: 'Find in the G-code',
    group: 'Page',
    keys: ['/'],
    run: ({ store }) => {
      store.panel.value = 'gcode';
      store.finding.value = true;
    },
  },
  panel('findings', 'Findings', 'Shift+N'),
  {
    id: 'compare',
    title: 'Compare with another file',
    group: 'Page',
    keys: ['Shift+G'],
    run: (app) => app.chooseOther(),
  },
  panel('compare', 'Comparison', 'Shift+H'),
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
  ...measureCommands,
  ...showCommands,
  ...colourCommands,
  ...pageCommands,
];

export function commandById(id: string): Command {
  // Ids are those of the table.
  return commands.find((command) => command.id === id)!;
}

function stepMode({ store }: App, by: number): void {
  const print = store.print.value;
  if (!print) return;
  const able = modesOf(print, besideOf(store)).filter((mode) => whyEmpty(mode, print) === null);
  const at = able.findIndex(({ id }) => id === store.mode.value);
  chooseMode(store, able[(at + by + able.length) % able.length].id);
}
