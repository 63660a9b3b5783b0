/** States of GRBL in which it answers questions and takes no motion, or does not run what it takes. */
const states: Readonly<Record<string, string>> = {
  Alarm: 'it is locked by an alarm',
  Hold: 'it is in feed hold',
  Door: 'its safety door is open',
  Check: 'it is in check mode, in which nothing moves',
  Sleep: 'it sleeps',
};
const cures: Readonly<Record<string, string>> = {
  Alarm: 'home it ($H) or unlock it ($X) from its own program, and set its zero',
  Hold: 'resume or reset it first',
  Door: 'close the door and resume it',
  Check: 'end check mode ($C)',
  Sleep: 'reset it, and set its zero',
};

/** Whether a state of GRBL's status report is one of those. */
export function isStateWord(state: string): boolean {
  return state.replace(/:\d$/, '') in states;
}

/** Why it would not print, in words for the operator. */
export function inState(said: string): { text: string; fix: string } {
  return { text: `the printer is not ready: ${states[said] ?? said}`, fix: cures[said] ?? 'make it idle first' };
}
