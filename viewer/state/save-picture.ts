import { brief, type Colouring } from '../colour/colouring.ts';
import { rgbToCss } from '../colour/oklab.ts';
import { niceTicks } from '../colour/ramps.ts';
import { drawLabels } from '../overlay/draw-labels.ts';
import { type DrawnLegend, drawLegend, drawScaleBar, type PictureColours } from '../overlay/draw-legend.ts';
import { labelFont, placeLabels } from '../overlay/labels.ts';
import { scaleBar } from '../overlay/scale-bar.ts';
import { paletteOf } from '../scene/palette.ts';
import type { Stage } from '../scene/stage.ts';
import { labelsOf } from './labels.ts';
import type { Store } from './store.ts';

/** Draws as truly as the machine can, lays names, legend and scale over it, and gives it to the browser to save. */
export async function savePicture(store: Store, stage: Stage, canvas: HTMLCanvasElement): Promise<void> {
  stage.setFinest(true);
  await stage.whenIdle();
  stage.setFinest(false);
  stage.snapshot();
  const picture = withLegend(store, stage, canvas);
  picture.toBlob((blob) => {
    if (blob) download(blob, `${(store.print.value?.name ?? 'bioweft').replace(/\.[^.]+$/, '')}.png`);
  }, 'image/png');
}

export function download(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

function withLegend(store: Store, stage: Stage, canvas: HTMLCanvasElement): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  picture.width = canvas.width;
  picture.height = canvas.height;
  // A new canvas gives this context.
  const context = picture.getContext('2d')!;
  context.drawImage(canvas, 0, 0);
  const { clientWidth: width, clientHeight: height } = canvas;
  const ratio = canvas.width / width;
  context.scale(ratio, ratio);
  const colours = coloursOf(store);
  context.font = labelFont;
  const widthOf = (text: string) => context.measureText(text).width;
  const project = (at: readonly [number, number, number]) => stage.rig.project(at, width, height);
  const placed = placeLabels(labelsOf(store), { width, height, project, widthOf });
  drawLabels(context, placed, { ink: colours.ink, quiet: colours.quiet, halo: colours.card });
  const colouring = store.colouring.value;
  if (colouring && store.legend.value) drawLegend(context, legendOf(colouring), width, colours);
  const bar = scaleBar(stage.rig.pixelsPerMm(height), Math.min(200, width / 3));
  if (bar) {
    // In perspective a length holds at the distance that the picture is turned about.
    const where = store.ortho.value ? '' : ' at the centre';
    drawScaleBar(context, { ...bar, label: bar.label + where }, height, colours);
  }
  return picture;
}

function coloursOf(store: Store): PictureColours {
  const dark = store.theme.value === 'dark';
  const { background } = paletteOf(store.theme.value);
  return {
    ink: dark ? '#e8ecef' : '#171c21',
    quiet: dark ? '#9aa6b2' : '#55616c',
    card: `#${background.toString(16).padStart(6, '0')}`,
    line: dark ? '#3d4751' : '#b9c1c9',
  };
}

function legendOf({ mode, entries, low, high, colours }: Colouring): DrawnLegend {
  const unit = mode.kind === 'value' && mode.unit ? ` (${mode.unit})` : '';
  const ramp =
    high > low
      ? {
          css: Array.from({ length: 33 }, (_, i) => rgbToCss(colours[Math.round((i * 253) / 32)])),
          ticks: niceTicks(low, high, 4).map((tick) => ({ at: (tick - low) / (high - low), label: brief(tick) })),
        }
      : null;
  return { title: mode.title + unit, ramp, entries: ramp ? [] : entries };
}
