import { vesselById } from '../../data/load/shelves.ts';
import { type ViewName, viewNames } from '../../scene/camera-rig.ts';
import type { App } from '../app.ts';
import { sectionAcross } from '../section-place.ts';
import type { Section, Store } from '../store.ts';
import type { Command } from './command.ts';
import { toggle } from './toggle-command.ts';

const viewTitles = { iso: 'Slanted', top: 'Top', front: 'Front', right: 'Right', back: 'Back', left: 'Left' } as const;

const viewKeys: Record<ViewName, readonly string[]> = {
  iso: ['Shift+I'],
  top: ['Shift+T'],
  front: ['Shift+F'],
  right: ['Shift+R'],
  back: ['Shift+B'],
  left: ['Shift+E'],
};

export const viewCommands: readonly Command[] = [
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
      icon: view === 'back' || view === 'left' ? undefined : `view-${view}`,
      run: (app) => lookFrom(app, view),
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
      store.section.value = nextSection(store);
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

/** A plate is seen from above in parallel projection, so that rims and floors coincide; other views end that again. */
function lookFrom({ store, picture }: App, view: ViewName): void {
  const plate = vesselById(store.print.value?.header['vessel'] ?? '') !== null;
  if (view === 'top' && plate && !store.ortho.value) {
    store.orthoForTop.value = true;
    store.ortho.value = true;
  } else if (view !== 'top' && store.orthoForTop.value) {
    store.orthoForTop.value = false;
    store.ortho.value = false;
  }
  picture.look(view);
}

const axes = ['x', 'y', 'z'] as const;

function nextSection(store: Store): Section | null {
  const axis = axes[store.section.value ? axes.indexOf(store.section.value.axis) + 1 : 0];
  return axis ? sectionAcross(store, axis) : null;
}

function shiftSection(store: Store, by: number): void {
  const section = store.section.value;
  if (section) store.section.value = { ...section, at: Math.min(Math.max(section.at + by, 0), 1) };
}
