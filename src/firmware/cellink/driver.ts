import type { Driver } from '../driver.ts';
import { classify as classifyMarlin, marlin } from '../marlin/driver.ts';
import type { Reply, Temperature } from '../reply.ts';

/** CELLINK's Marlin (github CELLINKAB/Marlin, 2023): larger buffers, and reports that begin with a comma. */
export const cellink: Driver = {
  ...marlin,
  name: "CELLINK's Marlin",
  classify,
  window: { lines: 4, bytes: 500 },
  lineLimit: 127,
  lookahead: 84,
};

function classify(line: string): Reply {
  if (!line.startsWith(',')) return classifyMarlin(line);
  const temperatures: Temperature[] = [];
  for (const [, of, value] of line.matchAll(/,(PH\d+T|PBT):(-?[\d.]+)/g)) {
    temperatures.push({ of, celsius: Number(value), target: null });
  }
  return temperatures.length > 0 ? { kind: 'temperatures', temperatures } : { kind: 'info', text: line.slice(1) };
}
