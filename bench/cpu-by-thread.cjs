// Loaded before a program (node -r): at its end the CPU time of its main thread and of the others, ms, on stderr.
const { readdirSync, readFileSync, writeSync } = require('node:fs');

process.on('exit', () => {
  const ms = (thread) => Number(readFileSync(`/proc/self/task/${thread}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  const threads = readdirSync('/proc/self/task');
  const others = threads
    .filter((thread) => Number(thread) !== process.pid)
    .reduce((sum, thread) => sum + ms(thread), 0);
  writeSync(2, `CPU ms ${ms(process.pid).toFixed(0)} ${others.toFixed(0)}\n`);
});
