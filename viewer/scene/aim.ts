import { type OrthographicCamera, type PerspectiveCamera, Vector3 } from 'three';
import type { CameraPose } from './camera-rig.ts';
import type { Composite } from './composite.ts';
import type { StrandUniforms } from './strand-meshes.ts';

/** Tells the shaders where the viewer stands and where the light comes from. */
export function aimShaders(
  camera: PerspectiveCamera | OrthographicCamera,
  uniforms: StrandUniforms,
  composite: Composite['uniforms'],
): void {
  camera.updateMatrixWorld();
  camera.getWorldPosition(uniforms.uEye.value);
  camera.getWorldDirection(uniforms.uForward.value);
  uniforms.uOrtho.value = 'isOrthographicCamera' in camera ? 1 : 0;
  const right = new Vector3().setFromMatrixColumn(camera.matrixWorld, 0);
  const up = new Vector3().setFromMatrixColumn(camera.matrixWorld, 1);
  uniforms.uKeyLight.value.copy(uniforms.uForward.value).multiplyScalar(-0.6);
  uniforms.uKeyLight.value.addScaledVector(right, -0.45).addScaledVector(up, 0.66).normalize();
  composite.uNear.value = camera.near;
  composite.uFar.value = camera.far;
  composite.uOrtho.value = uniforms.uOrtho.value;
}

/**
 * How strongly pits are darkened: in full where a layer is six pixels high or more; a print seen from afar would only
 * turn to noise.
 */
export function shadeStrength(pose: CameraPose, layerHeight: number, canvasHeight: number): number {
  const distance = Math.hypot(...pose.eye.map((value, i) => value - pose.target[i]));
  const halfHeight = pose.ortho ? pose.zoom : distance * Math.tan((16 * Math.PI) / 180);
  const pixels = (layerHeight / (2 * halfHeight)) * canvasHeight;
  return 1.1 * Math.min(Math.max(pixels / 6, 0.15), 1);
}
