import { mm } from '../../data/find/words.ts';
import type { App } from '../../state/app.ts';
import { sectionAcross } from '../../state/section-place.ts';
import { sectionPlane } from '../../state/shown.ts';
import type { Axis } from '../../state/store.ts';

/** Where the section cuts. */
export function SectionSlider({ app }: { app: App }) {
  const { store } = app;
  const section = store.section.value;
  if (!section || !store.print.value) return null;
  return (
    <section class="card section" aria-label="Section">
      <div class="choice" role="group" aria-label="Across">
        {(['x', 'y', 'z'] as const).map((axis: Axis) => (
          <button
            type="button"
            class="button"
            key={axis}
            aria-pressed={section.axis === axis}
            onClick={() => {
              store.section.value = sectionAcross(store, axis);
            }}
          >
            {axis}
          </button>
        ))}
      </div>
      <input
        type="range"
        aria-label="Place of the section"
        aria-valuetext={mm(sectionPlane(store).position)}
        min={0}
        max={1}
        step={0.005}
        value={section.at}
        onInput={(event) => {
          store.section.value = { ...section, at: Number(event.currentTarget.value) };
        }}
      />
      <output>{mm(sectionPlane(store).position)}</output>
    </section>
  );
}
