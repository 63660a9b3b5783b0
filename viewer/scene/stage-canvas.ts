import { shadeStrength } from './aim.ts';
import { visibleIntervals } from './draw-plan.ts';
import { joinBoxes } from './selection/canvas-boxes.ts';
import type { StageState } from './stage-state.ts';

/** Pixels that a software renderer draws in the time that the bodies of a box cost it. */
const pixelsForABox = 40_000;

/** Puts the picture that is kept, and the bodies, on the canvas. */
export function show(stage: StageState): void {
  stage.toShow = false;
  stage.toPatch = [];
  drawCanvas(stage);
  stage.frames++;
}

/** Draws only in the boxes that changed, by the same steps, so that each pixel becomes what the whole canvas would show. */
export function patch(stage: StageState): void {
  const { renderer, toPatch, view } = stage;
  const ratio = renderer.getPixelRatio();
  // Travels are drawn as a whole each time.
  const boxes = joinBoxes(toPatch, view.travels ? Number.POSITIVE_INFINITY : pixelsForABox);
  stage.toPatch = [];
  renderer.setScissorTest(true);
  for (const { left, bottom, right, top } of boxes) {
    renderer.setScissor(left / ratio, bottom / ratio, (right - left) / ratio, (top - bottom) / ratio);
    drawCanvas(stage);
  }
  renderer.setScissorTest(false);
  stage.frames++;
}

function drawCanvas(stage: StageState): void {
  const { renderer, painter, composite, rig, canvas } = stage;
  renderer.setRenderTarget(null);
  renderer.setClearColor(stage.background, 1);
  renderer.clear(true, true, true);
  const ready = stage.print !== null && stage.textures !== null && !stage.arriving;
  const target = ready ? painter.target() : null;
  if (target) {
    composite.uniforms.uShade.value = painter.stats.complete
      ? shadeStrength(rig.pose(), stage.layerHeight, canvas.height)
      : 0;
    composite.show(renderer, target);
  } else if (ready) painter.drawSketch();
  // A smoothed picture holds the bodies already.
  if (!target || !painter.stats.smooth) drawBodies(stage);
}

export function drawBodies({ print, view, uploading, meshes, renderer, rig, bodies }: StageState): void {
  if (print && view.travels && !uploading) {
    meshes.uniforms.uGhost.value = 0;
    meshes.uniforms.uKeep.value = 0;
    meshes.draw(renderer, rig.camera(), 'travel', visibleIntervals(print.runs, view));
  }
  renderer.render(bodies, rig.camera());
}
