import type { IUniform, Points } from 'three';
import { type Print, pointOf, strandOf } from '../../data/print.ts';
import { createMarks } from '../bodies/marks.ts';
import { boxesOfRows, boxOfPoints, type CanvasBox, type CanvasView } from './canvas-boxes.ts';

/** The row that is selected, as the picture shows it: its strand brought out, a ring about its middle. */
export interface Selection {
  /** The ring; stays the same body, so that its program is compiled once. */
  readonly ring: Points;
  /** -2: none. */
  strand(): number;
  /** Row -1 selects none. */
  select(print: Print | null, row: number): void;
  /** Where on the canvas it is seen. */
  boxes(view: CanvasView): CanvasBox[];
}

/** Across, canvas pixels. */
const ringPixels = 15;

/** `accent` is the colour of both, shared with the strands. */
export function createSelection(accent: IUniform): Selection {
  const ring = createMarks([0, 0, 0], 'ring', 0xffffff, ringPixels);
  // One of its own: its colour changes.
  ring.material = ring.material.clone();
  ring.material.uniforms['uColour'] = accent;
  ring.visible = false;
  const place = ring.geometry.getAttribute('position');
  let selected: { readonly print: Print; readonly strand: number } | null = null;
  return {
    ring,
    strand: () => selected?.strand ?? -2,
    select(print, row) {
      const strand = print ? strandOf(print, row) : -1;
      selected = print && row >= 0 ? { print, strand: strand < 0 ? -2 : strand } : null;
      ring.visible = selected !== null;
      if (!print || !selected) return;
      place.setXYZ(0, ...middleOf(print, row));
      place.needsUpdate = true;
    },
    boxes(view) {
      if (!selected) return [];
      const { print, strand } = selected;
      const about = boxOfPoints([place.getX(0), place.getY(0), place.getZ(0)], 0, 0, 0, view, ringPixels);
      return [...(about ? [about] : []), ...(strand < 0 ? [] : boxesOfRows(print, strand, view))];
    },
  };
}

function middleOf(print: Print, row: number): [number, number, number] {
  const [x0, y0, z0] = pointOf(print, row, 0);
  const [x1, y1, z1] = pointOf(print, row, 1);
  const strand = strandOf(print, row);
  const sink = strand < 0 ? 0 : print.strands.height[strand] / 2;
  return [(x0 + x1) / 2, (y0 + y1) / 2, (z0 + z1) / 2 - sink];
}
