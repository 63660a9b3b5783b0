import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a command took, as the operating system accounts it. */
export interface Usage {
  readonly userS: number;
  readonly systemS: number;
  readonly wallS: number;
  /** Largest resident memory, MB; polled every 10 ms, so short peaks may be missed by a few MB. */
  readonly peakMb: number;
  readonly code: number | null;
}

/** Runs a command with bash's own clock around it; `cpus` pins it (taskset), e.g. "1". */
export function measure(
  command: readonly string[],
  options: { cpus?: string | undefined; env?: NodeJS.ProcessEnv } = {},
): Promise<Usage> {
  const pinned = options.cpus === undefined ? command : ['taskset', '-c', options.cpus, ...command];
  // Node reads certificates that this names at each start, which takes longer than all else that it does then.
  const { NODE_EXTRA_CA_CERTS: _, ...own } = process.env;
  const script = 'TIMEFORMAT="bioweft-times %U %S %R"; time "$@"';
  return new Promise((done, fail) => {
    const child = spawn('bash', ['-c', script, 'measure', ...pinned], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...own, ...options.env },
    });
    let stderr = '';
    let peakMb = 0;
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    const poll = setInterval(() => {
      peakMb = Math.max(peakMb, peakOfTree(child.pid ?? 0));
    }, 10);
    child.on('error', fail);
    child.on('close', (code) => {
      clearInterval(poll);
      const times = /bioweft-times ([\d.]+) ([\d.]+) ([\d.]+)/.exec(stderr);
      if (times === null) fail(new Error(`no times of ${command.join(' ')}: ${stderr.slice(-500)}`));
      else done({ userS: Number(times[1]), systemS: Number(times[2]), wallS: Number(times[3]), peakMb, code });
    });
  });
}

/** Largest resident memory so far of the processes below `pid`, MB. */
function peakOfTree(pid: number): number {
  try {
    const own = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
    return Math.max(own ? Number(own[1]) / 1024 : 0, ...children.map((child) => peakOfTree(Number(child))));
  } catch {
    return 0; // it has ended meanwhile
  }
}

export interface Turn {
  readonly command: readonly string[];
  readonly cpus?: string | undefined;
}

/**
 * Runs of several commands in turn, `rounds` of each after one warm-up: whatever else the machine does meets all of them
 * alike. One list of runs a command, in the order of the rounds.
 */
export async function inTurn(turns: readonly Turn[], rounds: number): Promise<Usage[][]> {
  const runs: Usage[][] = turns.map(() => []);
  for (let round = -1; round < rounds; round++) {
    for (const [i, { command, cpus }] of turns.entries()) {
      const run = await measure(command, { cpus });
      if (run.code !== 0) throw new Error(`${command.join(' ')} ended with code ${run.code}`);
      if (round >= 0) runs[i].push(run);
    }
  }
  return runs;
}

/** The run of median CPU time. */
export function medianOf(runs: readonly Usage[]): Usage {
  return [...runs].sort((a, b) => cpuS(a) - cpuS(b))[Math.floor(runs.length / 2)];
}

/** The median over the rounds of how much CPU time `ours` took for one of `theirs`. */
export function medianRatio(ours: readonly Usage[], theirs: readonly Usage[]): number {
  const ratios = ours.map((run, round) => cpuS(run) / cpuS(theirs[round])).sort((a, b) => a - b);
  return ratios[Math.floor(ratios.length / 2)];
}

export const cpuS = ({ userS, systemS }: Usage): number => userS + systemS;
