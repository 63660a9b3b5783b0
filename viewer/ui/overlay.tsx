import { useEffect, useRef } from 'preact/hooks';
import { drawLabels, labelFont, placeLabels } from '../overlay/labels.ts';
import type { App } from '../state/app.ts';
import { labelsOf } from '../state/labels.ts';
import { useSize } from './use-size.ts';

/** Names and measures over the picture, in a canvas of their own: they move with every turn of the camera. */
export function Overlay({ app }: { app: App }) {
  const { store } = app;
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = useSize(canvas);
  const labels = labelsOf(store);
  const pose = store.pose.value;
  const theme = store.theme.value;
  useEffect(() => {
    const element = canvas.current!;
    const context = scaledContext(element, size);
    if (context === null) return;
    const placed = placeLabels(labels, { ...size, project: app.picture.project, widthOf: widthIn(context) });
    drawLabels(context, placed, labelColours(element));
    element.dataset.labels = placed.map(({ label }) => label.text).join(' ');
  }, [labels, pose, theme, size]);
  return (
    <div class="overlay" aria-hidden="true">
      <canvas ref={canvas} />
    </div>
  );
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

export function widthIn(context: CanvasRenderingContext2D): (text: string) => number {
  context.font = labelFont;
  return (text) => context.measureText(text).width;
}

/** As the page's style sheet has them now. */
export function labelColours(element: Element) {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return { ink: colour('--ink'), quiet: colour('--quiet'), halo: colour('--ground') };
}
