import * as z from 'zod';

/**
 * Where the numbers of a data file come from. Each entry names the values it covers by dotted path (a prefix covers
 * all below it; the longest prefix wins), its source, and whether somebody read the value there.
 */
export const provenanceSchema = z.array(
  z.strictObject({
    of: z.array(z.string()).min(1).describe('Dotted paths of the values covered, e.g. "bed" or "tools.0.bore"'),
    source: z.string().min(3).describe('Where the value was read: paper with doi, repository:path@commit, manual page'),
    verified: z.boolean().describe('false: general knowledge or a default of this project, not read in a source'),
  }),
);

export type Provenance = z.infer<typeof provenanceSchema>;
