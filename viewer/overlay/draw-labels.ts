import { labelFont, type PlacedLabel } from './labels.ts';

/** Colours of the words, and of the halo that keeps them readable on anything. */
export interface LabelColours {
  readonly ink: string;
  readonly quiet: string;
  readonly halo: string;
}

/** The words as they stand in a saved picture. */
export function drawLabels(
  context: CanvasRenderingContext2D,
  placed: readonly PlacedLabel[],
  colours: LabelColours,
): void {
  context.font = labelFont;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = colours.halo;
  for (const { label, x, y } of placed) {
    context.strokeText(label.text, x, y);
    context.fillStyle = label.tone === 'strong' ? colours.ink : colours.quiet;
    context.fillText(label.text, x, y);
  }
}
