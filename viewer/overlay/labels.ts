/** Words laid over the picture at places of the print. Pure, so that the layout is tested without a canvas. */
export interface Label {
  /** mm */
  readonly at: readonly [number, number, number];
  readonly text: string;
  readonly tone: 'quiet' | 'strong';
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export interface PlacedLabel {
  readonly label: Label;
  /** Middle of the text's upper edge, CSS pixels. */
  readonly x: number;
  readonly y: number;
}

const labelHeight = 14;

export interface LabelRoom {
  readonly width: number;
  readonly height: number;
  /** Place of a point in the picture; null behind the viewer. */
  readonly project: (at: Label['at']) => Spot | null;
  readonly widthOf: (text: string) => number;
}

/**
 * The labels that fit: strong ones first, then in their order; none over another and none that leaves the picture. A
 * label that has no room is left out rather than made unreadable.
 */
export function placeLabels(labels: readonly Label[], { width, height, project, widthOf }: LabelRoom): PlacedLabel[] {
  const placed: (PlacedLabel & { readonly half: number })[] = [];
  const order = [...labels].sort((a, b) => Number(b.tone === 'strong') - Number(a.tone === 'strong'));
  for (const label of order) {
    const spot = project(label.at);
    if (spot === null) continue;
    const half = widthOf(label.text) / 2 + 3;
    const { x } = spot;
    const y = spot.y + 2;
    if (x - half < 0 || x + half > width || y < 0 || y + labelHeight > height) continue;
    const free = placed.every(
      (other) => Math.abs(other.x - x) >= other.half + half || Math.abs(other.y - y) >= labelHeight,
    );
    if (free) placed.push({ label, x, y, half });
  }
  return placed.map(({ label, x, y }) => ({ label, x, y }));
}

/** As the style sheet has it. */
export const labelFont = '600 11.5px system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
