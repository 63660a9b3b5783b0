/** Bytes into lines. Garbage without line ends is cut, so that memory stays bounded and a wrong baud rate shows. */
export function createLineSplitter(line: (text: string) => void, longest = 4096): (bytes: string) => void {
  let rest = '';
  return (bytes) => {
    rest += bytes;
    let from = 0;
    for (let end = rest.indexOf('\n'); end >= 0; end = rest.indexOf('\n', from)) {
      const stop = end > from && rest.charCodeAt(end - 1) === 13 ? end - 1 : end;
      const text = rest.slice(from, stop);
      from = end + 1;
      if (text.trim() !== '') line(text);
    }
    rest = rest.slice(from);
    if (rest.length > longest) {
      line(rest);
      rest = '';
    }
  };
}
