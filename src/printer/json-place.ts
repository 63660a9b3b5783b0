/** Line (from 1) that a JSON.parse message of Node or a browser points at, undefined when it points nowhere. */
export function lineOf(text: string, message: string): number | undefined {
  const line = /line (\d+)/.exec(message);
  if (line) return Number(line[1]);
  const position = /position (\d+)/.exec(message);
  if (position) return text.slice(0, Number(position[1])).split('\n').length;
  return /end of JSON|unterminated/i.test(message) ? text.split('\n').length : undefined;
}
