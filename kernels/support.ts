// The kernel of the overhang gate (src/kernel/support-kernel.ts).
export { clear } from './room';
export { emptyGrid, fillStrand, setGrid, takeStrand, widthsOfStrand } from './support/grid';
export { hangOf } from './support/hang';
