import * as z from 'zod';

/** n of a power law. */
export const exponent = z.number().positive().max(2);
