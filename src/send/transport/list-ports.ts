import { readdirSync, realpathSync } from 'node:fs';
import { SerialPort } from 'serialport';

export interface PortInfo {
  readonly path: string;
  readonly maker: string | null;
  readonly serialNumber: string | null;
  /** A name that stays the same when the cable moves to another socket. */
  readonly stablePath: string | null;
}

const byId = '/dev/serial/by-id';

/** Ports to which printers may be connected. Without udev, what stands in /dev is listed. */
export async function listPorts(): Promise<PortInfo[]> {
  const stable = stablePaths();
  const found = await SerialPort.list().catch(() => []);
  const listed = found
    // Built-in ports that no device answers on have no maker.
    .filter(({ path, manufacturer, vendorId }) => manufacturer || vendorId || !/^\/dev\/ttyS\d+$/.test(path))
    .map(({ path, manufacturer, serialNumber }) => ({
      path,
      maker: manufacturer ?? null,
      serialNumber: serialNumber ?? null,
      stablePath: stable.get(path) ?? null,
    }));
  const known = new Set(listed.map(({ path }) => path));
  const bare = deviceFiles().filter((path) => !known.has(path));
  return [
    ...listed,
    ...bare.map((path) => ({ path, maker: null, serialNumber: null, stablePath: stable.get(path) ?? null })),
  ];
}

function deviceFiles(): string[] {
  try {
    return readdirSync('/dev')
      .filter((name) => /^(ttyUSB|ttyACM|cu\.usb)/.test(name))
      .map((name) => `/dev/${name}`)
      .sort();
  } catch {
    return [];
  }
}

function stablePaths(): Map<string, string> {
  const paths = new Map<string, string>();
  try {
    for (const name of readdirSync(byId)) paths.set(realpathSync(`${byId}/${name}`), `${byId}/${name}`);
  } catch {
    // No such folder: no device, or no udev.
  }
  return paths;
}
