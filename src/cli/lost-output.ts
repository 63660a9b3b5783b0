/** Of a pipe whose reader has gone, and of a terminal that was closed. */
const gone = new Set(['EPIPE', 'EIO']);

type Output = 'stdout' | 'stderr';

/** Without stdout a command has done what its reader wanted; without stderr it only says less. */
let whenLost = (output: Output): void => {
  if (output === 'stdout') process.exit();
};

/** Called once, before any command runs: an output that nobody reads any more is an event, not an internal error. */
export function watchOutputs(): void {
  for (const output of ['stdout', 'stderr'] as const) {
    process[output].on('error', (error: NodeJS.ErrnoException) => {
      if (!gone.has(error.code ?? '')) throw error;
      whenLost(output);
    });
  }
}

/** From here on the command must not simply end: `act` is called once for each output that is lost. */
export function onLostOutput(act: (output: Output) => void): void {
  const lost = new Set<Output>();
  whenLost = (output) => {
    if (lost.has(output)) return;
    lost.add(output);
    act(output);
  };
}
