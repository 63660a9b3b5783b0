/** How far above the floor a construct stands in its bath, and how much of the bath stands above it, mm. */
const room = { below: 3, above: 1 };

/** The lines of a job that print a construct of that height (mm) into a bath of gelatin. */
export function bathLines(height: number): string {
  return `bath: { material: gelatin-microparticles, depth: ${Number((room.below + height + room.above).toFixed(2))} }
place: { z: ${room.below} }            # above the floor: the bath carries it
hop: 0.5                       # kept above strands that the needle has to cross
`;
}
