/** Length of a vector, nm. */
export function span(dx: f64, dy: f64): f64 {
  return Math.sqrt(dx * dx + dy * dy);
}
