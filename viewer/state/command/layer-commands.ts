import { moveHead, nextPace, pickBy, setLayers, stepLayer, togglePlay, toggleSingle } from '../moves.ts';
import type { Command } from './command.ts';

export const layerCommands: readonly Command[] = [
  {
    id: 'layer-up',
    title: ({ one, on }) => `One ${one} ${on}`,
    group: 'Layers',
    keys: ['w', 'ArrowUp'],
    run: (app) => stepLayer(app, 1),
  },
  {
    id: 'layer-down',
    title: ({ one, back }) => `One ${one} ${back}`,
    group: 'Layers',
    keys: ['s', 'ArrowDown'],
    run: (app) => stepLayer(app, -1),
  },
  {
    id: 'layer-up-5',
    title: ({ many, on }) => `Five ${many} ${on}`,
    group: 'Layers',
    keys: ['Shift+W', 'Shift+ArrowUp'],
    run: (app) => stepLayer(app, 5),
  },
  {
    id: 'layer-down-5',
    title: ({ many, back }) => `Five ${many} ${back}`,
    group: 'Layers',
    keys: ['Shift+S', 'Shift+ArrowDown'],
    run: (app) => stepLayer(app, -5),
  },
  {
    id: 'layer-up-10',
    title: ({ many, on }) => `Ten ${many} ${on}`,
    group: 'Layers',
    keys: ['PageUp'],
    run: (app) => stepLayer(app, 10),
  },
  {
    id: 'layer-down-10',
    title: ({ many, back }) => `Ten ${many} ${back}`,
    group: 'Layers',
    keys: ['PageDown'],
    run: (app) => stepLayer(app, -10),
  },
  {
    id: 'layer-first',
    title: ({ one }) => `First ${one}`,
    group: 'Layers',
    keys: ['Home'],
    run: (app) => stepLayer(app, Number.NEGATIVE_INFINITY),
  },
  {
    id: 'layer-last',
    title: ({ one }) => `Last ${one}`,
    group: 'Layers',
    keys: ['End'],
    run: (app) => stepLayer(app, Number.POSITIVE_INFINITY),
  },
  {
    id: 'layer-single',
    title: ({ one }) => `One ${one} alone`,
    group: 'Layers',
    keys: ['x'],
    icon: 'single',
    pressed: (store) => store.single.value,
    run: toggleSingle,
  },
  {
    id: 'layer-all',
    title: ({ many }) => `Close, deselect, then all ${many}`,
    group: 'Layers',
    keys: ['Escape'],
    run: (app) => {
      const { store } = app;
      if (store.help.value) store.help.value = false;
      else if (store.measured.value.length > 0) store.measured.value = [];
      else if (store.measuring.value) store.measuring.value = false;
      else if (store.selected.value >= 0) store.selected.value = -1;
      else {
        store.single.value = false;
        setLayers(app, 0, (store.print.value?.layers.length ?? 1) - 1);
      }
    },
  },
];

export const moveCommands: readonly Command[] = [
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
  {
    id: 'scrub',
    title: 'Slider by moves or by time',
    group: 'Moves',
    keys: ['j'],
    run: ({ store }) => {
      store.scrubBy.value = store.scrubBy.value === 'move' ? 'time' : 'move';
      store.announcement.value = `The slider goes by ${store.scrubBy.value}`;
    },
  },
  { id: 'pick-next', title: 'Select the next strand', group: 'Moves', keys: ['n'], run: (app) => pickBy(app, 1) },
  {
    id: 'pick-previous',
    title: 'Select the previous strand',
    group: 'Moves',
    keys: ['b'],
    run: (app) => pickBy(app, -1),
  },
];
