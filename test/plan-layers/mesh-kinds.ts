import { brokenKinds } from './kinds/broken-kinds.ts';
import type { MeshKind } from './kinds/made-mesh.ts';
import { mixedKinds } from './kinds/mixed-kinds.ts';
import { openKinds } from './kinds/open-kinds.ts';
import { soundKinds } from './kinds/sound-kinds.ts';

/** Meshes as people have them. */
export const meshKinds: readonly MeshKind[] = [...soundKinds, ...openKinds, ...brokenKinds, ...mixedKinds];
