import { useRef } from 'preact/hooks';
import { labelFont, placeLabels } from '../../overlay/labels.ts';
import type { App } from '../../state/app.ts';
import { labelsOf } from '../../state/labels.ts';
import { useSize } from './use-size.ts';

/** Names and measures over the picture: they move with every turn of the camera. */
export function Overlay({ app }: { app: App }) {
  const { store } = app;
  const sheet = useRef<SVGSVGElement>(null);
  const { width, height } = useSize(sheet);
  // Every move of the camera moves the words.
  store.pose.value;
  const placed = placeLabels(labelsOf(store), { width, height, project: app.picture.project, widthOf });
  return (
    <svg ref={sheet} class="overlay" aria-hidden="true" data-labels={placed.map(({ label }) => label.text).join(' ')}>
      {placed.map(({ label, x, y }) => (
        <text key={label.text} x={x} y={y} class={label.tone}>
          {label.text}
        </text>
      ))}
    </svg>
  );
}

const ruler = document.createElement('canvas').getContext('2d');

/** CSS pixels; a guess where the browser has no canvas. */
export function widthOf(text: string): number {
  if (!ruler) return 7 * text.length;
  ruler.font = labelFont;
  return ruler.measureText(text).width;
}

/** A clean canvas that is drawn on in CSS pixels; null while it has no room. */
export function scaledContext(
  canvas: HTMLCanvasElement,
  { width, height }: { readonly width: number; readonly height: number },
): CanvasRenderingContext2D | null {
  const ratio = Math.min(globalThis.devicePixelRatio, 2);
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const context = width > 0 && height > 0 ? canvas.getContext('2d') : null;
  context?.scale(ratio, ratio);
  return context;
}

/** As the page's style sheet has them now. */
export function labelColours(element: Element) {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { ink: colour('--ink'), quiet: colour('--quiet'), halo: colour('--ground') };
}
