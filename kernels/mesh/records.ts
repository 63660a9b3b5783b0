// The triangles of a binary STL (src/mesh/formats/stl/stl-binary.ts): 50 bytes each, so that no float of them is aligned.

const record: usize = 50;
/** Before the corners: the normal, which the order of the corners says as well. */
const normal: usize = 12;

/** Writes the corners of the triangles that are finite; gives the number of those. */
export function takeRecords(records: usize, count: i32, triangles: usize): i32 {
  let to = triangles;
  for (let t = 0; t < count; t++) {
    const from = records + record * <usize>t + normal;
    let carry: i32 = 0;
    for (let k: usize = 0; k < 36; k += 4) {
      const bits = load<i32>(from + k);
      store<i32>(to + k, bits);
      // An exponent of all ones (NaN, infinity) carries into bit 31.
      carry |= (bits & 0x7f800000) + 0x00800000;
    }
    if (carry >= 0) to += 36;
  }
  return <i32>((to - triangles) / 36);
}
