import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { studioHost, watchJob } from '../../src/cli/plan/studio-host.ts';
import { createLiveHub, type DiskEvent } from '../../src/serve/live.ts';

// What the studio's page hears of the files that its plan is made of.

const root = mkdtempSync(join(tmpdir(), 'bioweft-studio-watch-'));
const folder = join(root, 'job');
const settings = join(root, 'config/bioweft');
const config = process.env['XDG_CONFIG_HOME'];
process.env['XDG_CONFIG_HOME'] = join(root, 'config');
afterAll(() => {
  if (config === undefined) delete process.env['XDG_CONFIG_HOME'];
  else process.env['XDG_CONFIG_HOME'] = config;
  rmSync(root, { recursive: true });
});

test('a calibration, a confirmation, a printer or an ink that comes, changes or goes is told once, and nothing else', async () => {
  for (const each of [folder, settings, join(folder, 'calibrations')]) mkdirSync(each, { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  for (const name of ['ink.json', 'printer.json', 'calibrations/old.json']) write(name, '{}');
  const told: Extract<DiskEvent, { event: 'given-files' }>['data'][] = [];
  const job = { folder, name: 'job.yaml', draft: '' };
  const host = studioHost(job);
  const stop = watchJob(job, host.asked, {
    ...createLiveHub(),
    publish: (each) => {
      if (each.event === 'given-files') told.push(each.data);
    },
  });
  // The page asks for what its plan is made of, what counts without being named first.
  for (const name of ['calibrations/old.json', 'ink.json', 'printer.json'])
    expect(host.file(name), name).not.toBe(null);

  const bothWays = ['printess.confirmed.json', 'calibrations/old.json'];
  const steps: readonly (readonly [act: () => void, beside: readonly string[]])[] = [
    [() => write('calibrations/old.json', '{ "date": "today" }'), ['calibrations/old.json']],
    [() => write('calibrations/new.json', '{}'), ['calibrations/new.json', 'calibrations/old.json']],
    [() => rmSync(join(folder, 'calibrations/new.json')), ['calibrations/old.json']],
    [() => writeFileSync(join(settings, 'printess.confirmed.json'), '{}'), bothWays],
    // One beside the job takes the place of that of the settings, by the same name.
    [() => write('printess.confirmed.json', '{ "letterF": "right" }'), bothWays],
    [() => rmSync(join(folder, 'printess.confirmed.json')), bothWays],
    [() => rmSync(join(settings, 'printess.confirmed.json')), ['calibrations/old.json']],
    [() => write('ink.json', '{ "id": "mine" }'), ['calibrations/old.json']],
    [() => write('printer.json', '{ "id": "mine" }'), ['calibrations/old.json']],
  ];
  for (const [i, [act, beside]] of steps.entries()) {
    // What slice writes into the folder is no input of the job.
    write(`written-${i}.json`, '{}');
    write(`written-${i}.gcode`, ';');
    act();
    await expect.poll(() => told.length, { timeout: 60_000 }).toBeGreaterThan(i);
    expect(told.length).toBe(i + 1);
    expect(told[i].turn).toBe(i + 1);
    expect([...told[i].beside].sort()).toEqual([...beside].sort());
  }
  stop();
});
