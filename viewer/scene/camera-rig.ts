import { type Box3, OrthographicCamera, PerspectiveCamera, Vector3 } from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';

export const viewNames = ['iso', 'top', 'front', 'right', 'back', 'left'] as const;
export type ViewName = (typeof viewNames)[number];

const directions: Record<ViewName, [number, number, number]> = {
  iso: [-0.62, -1, 0.78],
  top: [0, -0.0001, 1],
  front: [0, -1, 0.0001],
  right: [1, 0, 0.0001],
  back: [0, 1, 0.0001],
  left: [-1, 0, 0.0001],
};

/** Where the camera stands: enough to come back to a view from the page's address. */
export interface CameraPose {
  readonly eye: readonly [number, number, number];
  readonly target: readonly [number, number, number];
  readonly ortho: boolean;
  readonly zoom: number;
}

export interface CameraRig {
  readonly camera: () => PerspectiveCamera | OrthographicCamera;
  readonly controls: OrbitControls;
  pose(): CameraPose;
  setPose(pose: CameraPose): void;
  setOrtho(ortho: boolean): void;
  look(view: ViewName, box: Box3): void;
  fit(box: Box3): void;
  orbit(right: number, up: number): void;
  zoom(factor: number): void;
  resize(width: number, height: number): void;
  /** What covers the picture at its left and right, CSS pixels: views are laid out between. */
  setInsets(insets: RigInsets): void;
  /** Pixels of a picture of this height for a mm at the point that the picture is turned about. */
  pixelsPerMm(height: number): number;
  /** Where a point stands in a picture of this size; null behind the viewer. */
  project(at: readonly [number, number, number], width: number, height: number): { x: number; y: number } | null;
  /** Moves the near and far planes close around what is drawn: depth is scarce at 0.2 mm layers. */
  hug(box: Box3): void;
}

const fieldOfView = 32;

/** Room at the edges that something else covers, CSS pixels. */
interface RigInsets {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

interface RigState {
  readonly perspective: PerspectiveCamera;
  readonly orthographic: OrthographicCamera;
  readonly controls: OrbitControls<PerspectiveCamera | OrthographicCamera>;
  readonly onChange: () => void;
  camera: PerspectiveCamera | OrthographicCamera;
  aspect: number;
  width: number;
  height: number;
  insets: RigInsets;
}

export function createCameraRig(element: HTMLElement, onChange: () => void): CameraRig {
  const perspective = new PerspectiveCamera(fieldOfView, 1, 0.1, 1000);
  const orthographic = new OrthographicCamera(-1, 1, 1, -1, 0.1, 1000);
  for (const camera of [perspective, orthographic]) {
    camera.up.set(0, 0, 1);
    camera.position.set(-50, -80, 60);
  }
  const controls = new OrbitControls<PerspectiveCamera | OrthographicCamera>(perspective, element);
  controls.enableDamping = false;
  controls.zoomToCursor = true;
  controls.addEventListener('change', onChange);
  const rig: RigState = {
    perspective,
    orthographic,
    controls,
    onChange,
    camera: perspective,
    aspect: 1,
    width: 1,
    height: 1,
    insets: { left: 0, right: 0, bottom: 0 },
  };
  return {
    camera: () => rig.camera,
    controls,
    setOrtho: (ortho) => setOrtho(rig, ortho),
    fit: (box) => frame(rig, box),
    pose: () => poseOf(rig),
    setPose: (pose) => setPose(rig, pose),
    look: (view, box) => look(rig, view, box),
    orbit: (right, up) => orbit(rig, right, up),
    zoom: (factor) => zoom(rig, factor),
    resize: (width, height) => resize(rig, width, height),
    setInsets(insets) {
      const { left, right, bottom } = rig.insets;
      if (insets.left === left && insets.right === right && insets.bottom === bottom) return;
      rig.insets = insets;
      resize(rig, rig.width, rig.height);
      onChange();
    },
    pixelsPerMm: (height) => pixelsPerMm(rig, height),
    project: (at, width, height) => project(rig, at, width, height),
    hug: (box) => hug(rig, box),
  };
}

function settle({ controls, onChange }: RigState): void {
  controls.update();
  onChange();
}

function sizeOrthographic({ orthographic, aspect }: RigState, halfHeight: number): void {
  orthographic.top = halfHeight;
  orthographic.bottom = -halfHeight;
  orthographic.left = -halfHeight * aspect;
  orthographic.right = halfHeight * aspect;
  orthographic.updateProjectionMatrix();
}

function setOrtho(rig: RigState, ortho: boolean): void {
  const { perspective, orthographic, controls, camera } = rig;
  const next = ortho ? orthographic : perspective;
  if (next === camera) return;
  const distance = camera.position.distanceTo(controls.target);
  const halfAngle = Math.tan(((fieldOfView / 2) * Math.PI) / 180);
  if (ortho) {
    orthographic.position.copy(perspective.position);
    orthographic.zoom = 1;
    sizeOrthographic(rig, distance * halfAngle);
  } else {
    const reach = orthographic.top / orthographic.zoom / halfAngle;
    const way = orthographic.position.clone().sub(controls.target).setLength(reach);
    perspective.position.copy(controls.target).add(way);
  }
  next.quaternion.copy(camera.quaternion);
  rig.camera = next;
  controls.object = next;
  settle(rig);
}

function frame(rig: RigState, box: Box3): void {
  const { controls, camera, orthographic, aspect } = rig;
  const centre = box.getCenter(new Vector3());
  const way = camera.position.clone().sub(controls.target).normalize();
  const { across, up } = extentSeenFrom(box, way);
  const halfAngle = Math.tan(((fieldOfView / 2) * Math.PI) / 180);
  const free = 1 - (rig.insets.left + rig.insets.right) / Math.max(rig.width, 1);
  const freeUp = Math.max(1 - rig.insets.bottom / Math.max(rig.height, 1), 0.3);
  const half = Math.max(up / freeUp, across / (aspect * free), 0.5) * 1.2;
  const depth = box.getSize(new Vector3()).length() / 2;
  const distance = half / halfAngle + depth * 0.6;
  controls.target.copy(centre);
  camera.position.copy(centre).addScaledVector(way, distance);
  orthographic.zoom = 1;
  sizeOrthographic(rig, half);
  settle(rig);
}

function poseOf({ camera, controls, orthographic }: RigState): CameraPose {
  const ortho = camera === orthographic;
  return {
    eye: camera.position.toArray() as [number, number, number],
    target: controls.target.toArray() as [number, number, number],
    ortho,
    zoom: ortho ? orthographic.top / orthographic.zoom : 1,
  };
}

function setPose(rig: RigState, pose: CameraPose): void {
  setOrtho(rig, pose.ortho);
  rig.camera.position.set(...pose.eye);
  rig.controls.target.set(...pose.target);
  if (pose.ortho) {
    rig.orthographic.zoom = 1;
    sizeOrthographic(rig, pose.zoom);
  }
  settle(rig);
}

function look(rig: RigState, view: ViewName, box: Box3): void {
  const { camera, controls } = rig;
  const way = new Vector3(...directions[view]).normalize();
  const distance = Math.max(camera.position.distanceTo(controls.target), 1);
  camera.position.copy(controls.target).addScaledVector(way, distance);
  controls.update();
  frame(rig, box);
}

function orbit(rig: RigState, right: number, up: number): void {
  const { camera, controls } = rig;
  const offset = camera.position.clone().sub(controls.target);
  const size = offset.length();
  const azimuth = Math.atan2(offset.y, offset.x) + right;
  const polar = Math.min(Math.max(Math.asin(offset.z / size) + up, -1.55), 1.55);
  offset.set(Math.cos(polar) * Math.cos(azimuth), Math.cos(polar) * Math.sin(azimuth), Math.sin(polar));
  camera.position.copy(controls.target).addScaledVector(offset, size);
  settle(rig);
}

function zoom(rig: RigState, factor: number): void {
  const { camera, controls, orthographic } = rig;
  if (camera === orthographic) {
    orthographic.zoom *= factor;
    orthographic.updateProjectionMatrix();
  } else {
    const offset = camera.position.clone().sub(controls.target).divideScalar(factor);
    camera.position.copy(controls.target).add(offset);
  }
  settle(rig);
}

function resize(rig: RigState, width: number, height: number): void {
  rig.aspect = width / Math.max(height, 1);
  rig.width = width;
  rig.height = height;
  rig.perspective.aspect = rig.aspect;
  const { left, right, bottom } = rig.insets;
  // The middle of what is free, not of the canvas, is the middle of the view.
  for (const camera of [rig.perspective, rig.orthographic]) {
    camera.setViewOffset(width, height, (right - left) / 2, bottom / 2, width, height);
  }
  rig.perspective.updateProjectionMatrix();
  sizeOrthographic(rig, rig.orthographic.top);
}

function pixelsPerMm(rig: RigState, height: number): number {
  const { eye, target, ortho, zoom } = poseOf(rig);
  const distance = Math.hypot(...eye.map((value, i) => value - target[i]));
  const half = ortho ? zoom : distance * Math.tan(((fieldOfView / 2) * Math.PI) / 180);
  return height / (2 * half);
}

function project({ camera }: RigState, at: readonly [number, number, number], width: number, height: number) {
  camera.updateMatrixWorld();
  const point = new Vector3(...at).applyMatrix4(camera.matrixWorldInverse);
  if (point.z >= 0 && 'isPerspectiveCamera' in camera) return null;
  point.applyMatrix4(camera.projectionMatrix);
  return { x: ((point.x + 1) / 2) * width, y: ((1 - point.y) / 2) * height };
}

function hug({ camera, orthographic }: RigState, box: Box3): void {
  const forward = camera.getWorldDirection(new Vector3());
  const centre = box.getCenter(new Vector3());
  const radius = box.getSize(new Vector3()).length() / 2 + 1;
  const along = centre.sub(camera.position).dot(forward);
  camera.near = Math.max(along - radius, radius * (camera === orthographic ? -4 : 0.002));
  camera.far = Math.max(along + radius, camera.near + 1);
  camera.updateProjectionMatrix();
}

/** Half the width and height of a box as seen along `way`. */
function extentSeenFrom(box: Box3, way: Vector3): { across: number; up: number } {
  const right = new Vector3(0, 0, 1).cross(way).normalize();
  const above = way.clone().cross(right);
  const half = box.getSize(new Vector3()).divideScalar(2);
  const seen = (axis: Vector3) => Math.abs(axis.x) * half.x + Math.abs(axis.y) * half.y + Math.abs(axis.z) * half.z;
  return { across: seen(right), up: seen(above) };
}
