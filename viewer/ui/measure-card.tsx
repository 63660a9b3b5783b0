import { mm } from '../data/find/words.ts';
import type { App } from '../state/app.ts';
import { commandById } from '../state/command/commands.ts';
import { type Measure, measureOf } from '../state/measuring.ts';
import { Icon } from './parts/icons.tsx';

/** What was measured, or what to do for it. */
export function MeasureCard({ app }: { app: App }) {
  const { store } = app;
  if (!store.measuring.value || !store.print.value) return null;
  const found = measureOf(store);
  return (
    <section class="card measure" aria-label="Measure">
      <header>
        <h2>Measure</h2>
        <button
          type="button"
          class="button square"
          aria-label="End measuring"
          onClick={() => commandById('measure').run(app)}
        >
          <Icon name="close" />
        </button>
      </header>
      {found === null && (
        <p class="quiet">
          {store.measured.value.length === 0 ? 'Click a strand' : 'Click a second place'}, or select one with N and B
          and take it with Enter.
        </p>
      )}
      {found !== null && (
        <dl>
          {factsOf(found).map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}

function factsOf({ points, strands }: Measure): [string, string][] {
  const [x, y, z] = points.across.map((value) => value.toFixed(3));
  const facts: [string, string][] = [
    ['Place to place', mm(points.distance, 3)],
    ['x, y, z', `${x}, ${y}, ${z}`],
  ];
  if (strands === null) return facts;
  const { centres, gap, angle, widths, pore, above } = strands;
  return [
    ...facts,
    ['Middle to middle', mm(centres, 3)],
    [gap < 0 ? 'Overlap' : 'Gap', mm(Math.abs(gap), 3)],
    ...(pore === null ? [] : [['Pore', mm(pore, 3)] as [string, string]]),
    ['Angle', `${angle.toFixed(1)}°`],
    ['Widths', `${widths[0].toFixed(3)}, ${widths[1].toFixed(3)} mm`],
    ...(Math.abs(above) < 0.0005 ? [] : [['Higher by', mm(above, 3)] as [string, string]]),
  ];
}
