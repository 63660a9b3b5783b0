/**
 * The part of clipper2-wasm 0.4 that the adapter uses: the package's own `types` entry names a file it does not ship.
 * Objects live in the WebAssembly heap and are freed by `delete()` only.
 */
declare module 'clipper2-wasm/dist/es/clipper2z.js' {
  export interface PathD {
    /** Copies x y z triples in. */
    assign(coordinates: Float64Array): void;
    /** x y z triples in place, valid until the next call that allocates. */
    view(): Float64Array;
    delete(): void;
  }
  export interface PathsD {
    push_back(path: PathD): void;
    size(): number;
    get(index: number): PathD;
    delete(): void;
  }
  type FillRule = { readonly value: number };
  type JoinType = { readonly value: number };
  type EndType = { readonly value: number };
  export interface Clipper2 {
    /** Its memory, which grows and never shrinks. */
    readonly HEAPU8: Uint8Array;
    readonly PathD: new () => PathD;
    readonly PathsD: new () => PathsD;
    readonly FillRule: { readonly NonZero: FillRule; readonly Positive: FillRule; readonly Negative: FillRule };
    readonly JoinType: { readonly Miter: JoinType; readonly Round: JoinType };
    readonly EndType: { readonly Polygon: EndType };
    UnionSelfD(paths: PathsD, fillRule: FillRule, precision: number): PathsD;
    DifferenceD(subjects: PathsD, clips: PathsD, fillRule: FillRule, precision: number): PathsD;
    IntersectD(subjects: PathsD, clips: PathsD, fillRule: FillRule, precision: number): PathsD;
    InflatePathsD(
      paths: PathsD,
      delta: number,
      joinType: JoinType,
      endType: EndType,
      miterLimit: number,
      precision: number,
      arcTolerance: number,
    ): PathsD;
  }
  export interface Clipper2Options {
    locateFile?: (file: string) => string;
    /** Called when it stops for good, which it does when it gets no more memory. */
    onAbort?: () => void;
  }
  export default function load(options?: Clipper2Options): Promise<Clipper2>;
}
