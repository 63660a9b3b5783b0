import { allocateTriangles } from '../mesh.ts';

/** Corners of a text file, collected into triangles. Grows with what the text holds, never with what it claims. */
export class FacetCollector {
  /** Corners of the loop that is being read. */
  corners = 0;
  nonFinite = 0;
  private readonly loop = new Float32Array(9);
  private room: Float32Array;
  private length = 0;

  /** A facet takes about 200 bytes of text. */
  constructor(textBytes: number) {
    this.room = allocateTriangles(Math.max(16, Math.ceil(textBytes / 200)));
  }

  addCorner(x: number, y: number, z: number): void {
    const o = 3 * this.corners++;
    if (o > 6) return;
    this.loop[o] = x;
    this.loop[o + 1] = y;
    this.loop[o + 2] = z;
  }

  /** Ends the loop; false when it had neither no corner nor three. */
  endLoop(): boolean {
    const { corners } = this;
    this.corners = 0;
    if (corners === 0) return true;
    if (corners !== 3) return false;
    if (!this.loop.every(Number.isFinite)) {
      this.nonFinite++;
      return true;
    }
    if (this.length + 9 > this.room.length) {
      const wider = allocateTriangles((this.room.length / 9) * 2);
      wider.set(this.room);
      this.room = wider;
    }
    this.room.set(this.loop, this.length);
    this.length += 9;
    return true;
  }

  triangles(): Float32Array {
    return this.room.slice(0, this.length);
  }
}
