/**
 * For schemas that a run meets a file or two with: zod compiles a parser for every object by default, which takes longer
 * than to read a hundred of them without.
 */
export const once = { jitless: true } as const;
