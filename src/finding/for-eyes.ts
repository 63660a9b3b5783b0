/** A text of somebody else on one line: it must not steer the terminal on which it is shown, nor hide or shine there. */
export function forEyes(text: string): string {
  return withoutControls(text).trim();
}

/** Colour codes go as a whole, other control characters leave a blank. */
export function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are what is taken out
  return text.replace(/\u001b\[[\d;]*m/g, '').replace(/\p{Cc}+/gu, ' ');
}
