/** A text of somebody else on one line: it must not steer the terminal on which it is shown, nor hide there. */
export function forEyes(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
