/** Numbers that are collected without knowing how many come. */
export class GrowingInts {
  length = 0;
  private room = new Int32Array(96);

  push(a: number, b: number, c: number): void {
    if (this.length + 3 > this.room.length) {
      const wider = new Int32Array(2 * this.room.length);
      wider.set(this.room);
      this.room = wider;
    }
    this.room[this.length++] = a;
    this.room[this.length++] = b;
    this.room[this.length++] = c;
  }

  view(): Int32Array {
    return this.room.subarray(0, this.length);
  }
}

/** Whether a coordinate is a number that a mesh can hold: its triangles are kept in single precision. */
export function isCoordinate(value: number): boolean {
  return Number.isFinite(Math.fround(value));
}

/** Points that are collected without knowing how many come, in double precision: they are yet to be placed. */
export class GrowingPoints {
  count = 0;
  private room = new Float64Array(96);

  push(x: number, y: number, z: number): void {
    const at = 3 * this.count++;
    if (at + 3 > this.room.length) {
      const wider = new Float64Array(2 * this.room.length);
      wider.set(this.room);
      this.room = wider;
    }
    this.room[at] = x;
    this.room[at + 1] = y;
    this.room[at + 2] = z;
  }

  view(): Float64Array {
    return this.room.subarray(0, 3 * this.count);
  }
}
