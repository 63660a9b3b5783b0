import type { Box3, Scene, WebGLRenderer } from 'three';
import type { Print } from '../data/print.ts';
import type { CameraRig } from './camera-rig.ts';
import type { watchSize } from './canvas-size.ts';
import type { createComposite } from './composite.ts';
import type { Painter } from './painter.ts';
import type { PathTextures } from './path-textures.ts';
import type { CanvasBox } from './selection/canvas-boxes.ts';
import type { Selection } from './selection/selection.ts';
import type { StrandMeshes } from './strand-meshes.ts';

/** What of the print is to be seen. */
export interface View {
  readonly low: number;
  readonly high: number;
  readonly endRow: number;
  /** How much of the last row is done, 0-1; 1 where nothing is being played. */
  readonly headFraction: number;
  readonly ghostBelow: boolean;
  readonly travels: boolean;
}

export interface StageEvents {
  onCamera(): void;
  onContext(lost: boolean): void;
  /** Whether the picture shows every strand that is to be seen; heard when it changes. */
  onComplete(complete: boolean): void;
  onWidth(width: number): void;
}

/** What the stage draws with, what it shows, and what is still to be drawn. */
export interface StageState {
  readonly renderer: WebGLRenderer;
  readonly canvas: HTMLCanvasElement;
  readonly events: StageEvents;
  readonly size: ReturnType<typeof watchSize>;
  readonly meshes: StrandMeshes;
  readonly composite: ReturnType<typeof createComposite>;
  readonly selection: Selection;
  readonly bodies: Scene;
  readonly rig: CameraRig;
  readonly painter: Painter;
  print: Print | null;
  textures: PathTextures | null;
  view: View;
  surroundings: Box3;
  background: number;
  toSketch: boolean;
  toRefine: boolean;
  toShow: boolean;
  /** Where alone the canvas is to be drawn anew. */
  toPatch: CanvasBox[];
  /** A refined picture is being drawn; rows are on their way to the GPU: all of them, or those of the sketch. */
  working: boolean;
  uploading: boolean;
  arriving: boolean;
  /** Pause after the last change before the picture is drawn truly, ms. */
  restMs: number;
  ticking: boolean;
  changedAt: number;
  printAt: number;
  frames: number;
  layerHeight: number;
  lost: boolean;
  complete: boolean;
  idle: (() => void)[];
  first: (() => void)[];
}

/** Whether the picture is not yet what it is to be. */
export const isPending = ({ uploading, arriving, working, toSketch, toRefine, toShow, toPatch }: StageState): boolean =>
  uploading || arriving || working || toSketch || toRefine || toShow || toPatch.length > 0;
