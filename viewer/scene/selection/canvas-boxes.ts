import { type Camera, Matrix4 } from 'three';
import type { Print } from '../../data/print.ts';

/** Part of the canvas in its own pixels, from its lower left corner. */
export interface CanvasBox {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

type Growing = { -readonly [key in keyof CanvasBox]: number };

export interface CanvasView {
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
}

/** Pieces that a strand's boxes are made of: a slanted strand fills its own box badly. */
const pieces = 8;
/** Longer strands are not followed: the whole canvas is their box. */
const longestRows = 50_000;
/** Pixels around a strand for its smoothed edge and for the shading, which reaches to neighbours. */
const around = 4;

const area = ({ left, bottom, right, top }: CanvasBox): number => (right - left) * (top - bottom);

const union = (a: CanvasBox, b: CanvasBox): CanvasBox => ({
  left: Math.min(a.left, b.left),
  bottom: Math.min(a.bottom, b.bottom),
  right: Math.max(a.right, b.right),
  top: Math.max(a.top, b.top),
});

/** Where on the canvas these rows of one strand, with the strand's width and height, can be seen: whole pixels. */
export function boxesOfRows(print: Print, strand: number, view: CanvasView): CanvasBox[] {
  const { strands } = print;
  const first = strands.firstRow[strand];
  const end = strands.endRow[strand];
  if (end - first > longestRows) return [wholeCanvas(view)];
  const boxes: CanvasBox[] = [];
  const step = Math.max(1, Math.ceil((end - first) / pieces));
  // A mitred corner reaches out by at most its width, a strand down by its height.
  const reach = strands.width[strand] + strands.height[strand];
  for (let from = first; from < end; from += step) {
    const box = boxOfPoints(print.path, from, Math.min(from + step, end), reach, view);
    if (box) boxes.push(box);
  }
  return boxes;
}

/** Box of the points from `first` to `last`, both included, and `reach` mm about them; null outside the canvas. */
export function boxOfPoints(
  path: ArrayLike<number>,
  first: number,
  last: number,
  reach: number,
  view: CanvasView,
  pixels = around,
): CanvasBox | null {
  const { camera, width, height } = view;
  const ortho = 'isOrthographicCamera' in camera;
  const m = new Matrix4().multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse).elements;
  const scale = Math.abs(camera.projectionMatrix.elements[5]) * 0.5 * height * reach;
  const box: Growing = { left: Infinity, bottom: Infinity, right: -Infinity, top: -Infinity };
  for (let i = first; i <= last; i++) {
    const [x, y, z] = [path[4 * i], path[4 * i + 1], path[4 * i + 2]];
    const w = m[3] * x + m[7] * y + m[11] * z + m[15];
    // Beside or behind the eye there is no telling where it ends.
    if (!ortho && w < 2 * reach + 1e-6) return wholeCanvas(view);
    const px = (0.5 + (0.5 * (m[0] * x + m[4] * y + m[8] * z + m[12])) / w) * width;
    const py = (0.5 + (0.5 * (m[1] * x + m[5] * y + m[9] * z + m[13])) / w) * height;
    // What is nearer by its reach looks larger by that much.
    const out = scale / (ortho ? 1 : w - reach) + pixels;
    box.left = Math.min(box.left, px - out);
    box.right = Math.max(box.right, px + out);
    box.bottom = Math.min(box.bottom, py - out);
    box.top = Math.max(box.top, py + out);
  }
  const clipped: CanvasBox = {
    left: Math.max(0, Math.floor(box.left)),
    bottom: Math.max(0, Math.floor(box.bottom)),
    right: Math.min(width, Math.ceil(box.right)),
    top: Math.min(height, Math.ceil(box.top)),
  };
  return clipped.left < clipped.right && clipped.bottom < clipped.top ? clipped : null;
}

const wholeCanvas = ({ width, height }: CanvasView): CanvasBox => ({
  left: 0,
  bottom: 0,
  right: width,
  top: height,
});

/**
 * Boxes that cover the same and are joined wherever that adds no more than `slack` pixels: drawing in a box costs the
 * bodies once more.
 */
export function joinBoxes(boxes: readonly CanvasBox[], slack: number): CanvasBox[] {
  const joined: CanvasBox[] = [];
  for (const box of boxes) {
    let grown = box;
    for (let i = 0; i < joined.length; ) {
      const both = union(grown, joined[i]);
      if (area(both) > area(grown) + area(joined[i]) + slack) i++;
      else {
        grown = both;
        joined.splice(i, 1);
        // A larger box may now be near to one that was passed.
        i = 0;
      }
    }
    joined.push(grown);
  }
  return joined;
}
