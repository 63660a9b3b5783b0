/** A bar of a round length for a picture in which a mm is so many pixels: the longest that fits into `most` pixels. */
export function scaleBar(
  pixelsPerMm: number,
  most: number,
): { readonly pixels: number; readonly label: string } | null {
  if (!(pixelsPerMm > 0) || !Number.isFinite(pixelsPerMm)) return null;
  const longest = most / pixelsPerMm;
  const power = 10 ** Math.floor(Math.log10(longest));
  const mm = [5, 2, 1].map((factor) => factor * power).find((length) => length <= longest * (1 + 1e-9)) ?? power;
  const label = mm < 0.1 ? `${Number((mm * 1000).toPrecision(2))} µm` : `${Number(mm.toPrecision(2))} mm`;
  return { pixels: mm * pixelsPerMm, label };
}
