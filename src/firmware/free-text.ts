/**
 * Text for people on its way into a file: names of jobs, inks and parts, what an operator is asked to do. Firmwares
 * read letters, brackets, quotes and single bytes wherever they stand, so that a text goes into a comment or behind a
 * display command, and keeps only what none of them takes for its own.
 */

/** In ASCII, as far as it can be said there: umlauts without dots, subscripts as digits, units by name. */
function inAscii(text: string): string {
  return text
    .replace(/[µμ]/g, 'u')
    .replace(/°/g, '')
    .replace(/[–—−]/g, '-')
    .replace(/[×✕]/g, 'x')
    .replace(/[’‘]/g, "'")
    .replace(/ß/g, 'ss')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^\x20-\x7e]+/g, ' ');
}

/**
 * Text for a display command: letters, digits and the marks that no firmware acts on or takes for a comment, string,
 * expression, checksum, parameter or escape. Where nothing is left of a text, it points to the print sheet.
 */
export function displayText(text: string, longest = 60): string {
  if (text.trim() === '') return '';
  const plain = inAscii(text)
    .replace(/%/g, ' percent ')
    .replace(/&/g, ' and ')
    .replace(/[^A-Za-z0-9 .,:+\-/=_]+/g, ' ')
    .replace(/ +/g, ' ')
    .replace(/ ([.,:])/g, '$1')
    .trim()
    .slice(0, longest)
    .trim();
  return /[A-Za-z0-9]/.test(plain) ? plain : 'see the print sheet';
}

/** Text for a comment: one line of ASCII, without the characters on which the firmware acts even there. */
export function commentText(text: string, realtime: RegExp | null): string {
  const ascii = inAscii(text);
  return (realtime === null ? ascii : ascii.replace(realtime, '.')).trim();
}
