import type { Offer } from '../data/load/served.ts';
import type { Loader, Source } from '../data/load/wire.ts';
import type { Bounds } from '../data/print.ts';
import type { CameraPose, ViewName } from '../scene/camera-rig.ts';
import type { Store } from './store.ts';

/** What commands may do to the picture; the scene implements it, tests fake it. */
export interface PictureControls {
  fit(): void;
  look(view: ViewName): void;
  setOrtho(ortho: boolean): void;
  setPose(pose: CameraPose): void;
  orbit(right: number, up: number): void;
  zoom(factor: number): void;
  flyTo(row: number): void;
  /** Fits a box of the print into the picture, seen as now. */
  frame(box: Bounds): void;
  /** Place of a point (mm) in the picture, CSS pixels; null behind the viewer. */
  project(at: readonly [number, number, number]): { readonly x: number; readonly y: number } | null;
  /** Where a point of the picture (CSS pixels) lies on the level z, mm; null where it shows none of it. */
  onLevel(x: number, y: number, z: number): readonly [x: number, y: number] | null;
  savePicture(): void;
}

/** The page: its state, its picture, and the few things it can do beyond changing state. */
export interface App {
  readonly store: Store;
  readonly picture: PictureControls;
  readonly loader: Loader;
  open(source: Source): Promise<void>;
  /** Opens what the start page offers, with its report and meshes. */
  openOffer(offer: Offer): Promise<void>;
  chooseFile(): void;
  copyLink(): void;
  copyText(text: string): void;
  /** Asks for a file to compare with the one that is shown. */
  chooseOther(): void;
  /** Shows the compared file in place of this one, and compares it with this one. */
  swapCompared(): void;
}
