import type { Finding } from '../finding/finding.ts';
import type { Room } from './lay-down.ts';
import type { Strand } from './strand.ts';

/**
 * What is to be printed, before any machine is thought of: layers of strands in the construct's own frame (origin at
 * the centre of its base). The same construct is printed in every well that shares its settings.
 */
export interface Construct {
  readonly layers: readonly ConstructLayer[];
  readonly findings: readonly Finding[];
}

export interface ConstructLayer {
  readonly index: number;
  /** mm above the surface printed on; where the needle's tip runs. */
  readonly top: number;
  readonly height: number;
  /** Strands of one ink stand together, in the order in which that ink prints them. */
  readonly strands: readonly Strand[];
  readonly inks: Readonly<Record<string, InkOnLayer>>;
  /** What there is to print of each part, mm²: its section less what other parts cover. */
  readonly sections: Readonly<Record<string, number>>;
  /** Parts with a precedence of their own that overlap another part here; absent where lines are printed. */
  readonly overlapping?: readonly string[];
  /** Parts of which others leave no room for a strand, and those others; absent where lines are printed. */
  readonly covered?: readonly { readonly part: string; readonly by: readonly string[] }[];
  /** For what each part has room here; absent where lines are printed. */
  readonly room?: Readonly<Record<string, RoomOfPart>>;
}

/** For what a part has room on one layer: settings of what it has none for change nothing there. */
export interface RoomOfPart extends Room {
  /** Strands of its shell, and of what lies within (all, where there is no shell). */
  readonly shell: boolean;
  readonly core: boolean;
}

/** What one ink does on one layer. */
export interface InkOnLayer {
  readonly areaMm2: number;
  readonly strandLengthMm: number;
  readonly volumeMm3: number;
  readonly strands: number;
  /** Strands that begin without following on from the one before: times ink starts to flow. */
  readonly starts: number;
  /** Of the endless lattice laid there, by ink; null where there is none (solid). */
  readonly porosity: number | null;
  /** The same, with ink that strands share counted once. */
  readonly geometricPorosity: number | null;
}
