/** What the process tells scripts when it ends. */
export const exitCode = {
  ok: 0,
  /** A gate refused the plan, or the file checked has something a gate refuses. */
  refused: 1,
  badInput: 2,
  deviceFault: 3,
  stoppedByUser: 130,
} as const;
