import {
  type Camera,
  Color,
  DataTexture,
  GLSL3,
  InstancedBufferGeometry,
  type IUniform,
  LineSegments,
  Mesh,
  RawShaderMaterial,
  Scene,
  Vector3,
  Vector4,
  type WebGLRenderer,
} from 'three';
import { type Quality, qualities } from './cost-model.ts';
import type { Interval } from './draw-plan.ts';
import { compileBeside, drawUnseen } from './graphics/compile-beside.ts';
import type { PathTextures } from './path-textures.ts';
import { capFragmentShader, capVertexShader, capVertices } from './shaders/cap-shader.ts';
import { lineFragmentShader, lineVertexShader, lineVertices } from './shaders/line-shader.ts';
import { segmentsPerInstance } from './shaders/path-lookup.ts';
import { ribbonFragmentShader, ribbonVertexShader, ribbonVertices } from './shaders/ribbon-shader.ts';
import { solidFragmentShader, solidVertexShader, solidVertices } from './shaders/solid-shader.ts';

export type StrandUniforms = ReturnType<typeof createUniforms>;

/** What is drawn of rows: their strands in a quality, their travels, their faces cut by the section plane. */
export type Drawing = Quality | 'travel' | 'cap';

/** Draws rows of the path. */
export interface StrandMeshes {
  readonly uniforms: StrandUniforms;
  use(textures: PathTextures): void;
  draw(renderer: WebGLRenderer, camera: Camera, kind: Drawing, intervals: readonly Interval[]): void;
  /** Compiles the programs before a print is there, so that its first picture does not wait for them. */
  warmUp(renderer: WebGLRenderer, camera: Camera): Promise<void>;
}

export function createStrandMeshes(): StrandMeshes {
  const uniforms = createUniforms();
  const meshes = {
    line: bodyOf('line', lineVertexShader, lineFragmentShader, lineVertices, uniforms),
    ribbon: bodyOf('ribbon', ribbonVertexShader, ribbonFragmentShader, ribbonVertices, uniforms),
    solid: bodyOf('solid', solidVertexShader, solidFragmentShader, solidVertices, uniforms),
    cap: bodyOf('cap', capVertexShader, capFragmentShader, capVertices, uniforms),
  };
  const scenes = {
    line: new Scene().add(meshes.line),
    ribbon: new Scene().add(meshes.ribbon),
    solid: new Scene().add(meshes.solid),
    cap: new Scene().add(meshes.cap),
  };
  for (const scene of Object.values(scenes)) scene.matrixWorldAutoUpdate = false;
  return {
    uniforms,
    use(textures) {
      uniforms.uPath.value = textures.path;
      uniforms.uStyle.value = textures.style;
      uniforms.uScalar.value = textures.scalar;
      uniforms.uLut.value = textures.lut;
      uniforms.uWidths.value = textures.widths ?? textures.lut;
      uniforms.uVaries.value = textures.widths === null ? 0 : 1;
      uniforms.uShift.value = textures.pathShift;
      uniforms.uStyleShift.value = textures.styleShift;
    },
    draw(renderer, camera, kind, intervals) {
      const shape = kind === 'travel' ? 'line' : kind;
      uniforms.uTravels.value = kind === 'travel' ? 1 : 0;
      for (const { first, end } of intervals) {
        uniforms.uFirst.value = first;
        uniforms.uEnd.value = end;
        meshes[shape].geometry.instanceCount = Math.ceil((end - first) / segmentsPerInstance);
        renderer.render(scenes[shape], camera);
      }
    },
    async warmUp(renderer, camera) {
      await compileBeside(renderer, Object.values(scenes), camera);
      const none = new DataTexture(new Uint8Array(4), 1, 1);
      none.needsUpdate = true;
      for (const name of ['uPath', 'uStyle', 'uScalar', 'uLut', 'uWidths'] as const) uniforms[name].value = none;
      const row = [{ first: 0, end: 1 }];
      await drawUnseen(
        renderer,
        qualities.map((quality) => () => this.draw(renderer, camera, quality, row)),
      );
      none.dispose();
    },
  };
}

function bodyOf(
  name: string,
  vertexShader: string,
  fragmentShader: string,
  vertices: number,
  uniforms: Record<string, IUniform>,
) {
  const geometry = new InstancedBufferGeometry();
  geometry.setDrawRange(0, vertices * segmentsPerInstance);
  const material = new RawShaderMaterial({ name, glslVersion: GLSL3, vertexShader, fragmentShader, uniforms });
  // Faces of the half tube turn either way at the silhouette; there is nothing behind them to hide.
  material.side = 2;
  const body = name === 'line' ? new LineSegments(geometry, material) : new Mesh(geometry, material);
  body.frustumCulled = false;
  return body as Mesh<InstancedBufferGeometry, RawShaderMaterial>;
}

function createUniforms() {
  return {
    uPath: { value: null as unknown },
    uStyle: { value: null as unknown },
    uScalar: { value: null as unknown },
    uLut: { value: null as unknown },
    uWidths: { value: null as unknown },
    uVaries: { value: 0 },
    uShift: { value: 11 },
    uStyleShift: { value: 11 },
    uFirst: { value: 0 },
    uEnd: { value: 0 },
    uHeadRow: { value: -1 },
    uHeadFraction: { value: 1 },
    uSelectedStrand: { value: -2 },
    uEye: { value: new Vector3() },
    uForward: { value: new Vector3(0, 0, -1) },
    uOrtho: { value: 0 },
    uSection: { value: new Vector4(0, 0, 0, 0) },
    uGhost: { value: 0 },
    /** 1 while a target keeps which row each pixel shows, see `keepPixel`. */
    uKeep: { value: 0 },
    uGhostColour: { value: new Color(0.5, 0.5, 0.5) },
    uAccent: { value: new Color(1, 1, 1) },
    uKeyLight: { value: new Vector3(0, 0, 1) },
    uTravels: { value: 0 },
    uDash: { value: 1 },
    uTravelColour: { value: new Color(0.5, 0.5, 0.5) },
    uLiftColour: { value: new Color(0.6, 0.6, 0.6) },
  };
}
