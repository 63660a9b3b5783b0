// src/check/fidelity/cells/doubtful-windows.ts says what it is for.
import { originV, rowNm } from './frame';
import { pieceNumbers, pieces, runAt } from './layer';
import { getF64 } from '../room';

/** Whether both flanks of every piece, less what is allowed, lie in the runs, looked at every `step` nm. */
export function staysInside(step: f64, allowedNm: f64): bool {
  for (let i = 0; i < pieceNumbers; i += 6) {
    const au = getF64(pieces, i);
    const av = getF64(pieces, i + 1);
    const du = getF64(pieces, i + 2) - au;
    const dv = getF64(pieces, i + 3) - av;
    const length = Math.sqrt(du * du + dv * dv);
    if (length == 0) continue;
    const steps = Math.ceil(length / step);
    const width = getF64(pieces, i + 4);
    const change = getF64(pieces, i + 5) - width;
    let flank = Math.max(0, width / 2 - allowedNm) / length;
    for (let k: f64 = 0; k < steps; k++) {
      const t = (k + 0.5) / steps;
      if (change != 0) flank = Math.max(0, (width + change * t) / 2 - allowedNm) / length;
      const u = au + du * t;
      const v = av + dv * t;
      if (runAt(Math.floor((v + du * flank - originV) / rowNm), u - dv * flank) < 0) return false;
      if (runAt(Math.floor((v - du * flank - originV) / rowNm), u + dv * flank) < 0) return false;
    }
  }
  return true;
}
