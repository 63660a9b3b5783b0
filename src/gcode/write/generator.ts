/** Who wrote a file; a test keeps the version equal to the package's. */
export const generator = 'bioweft 0.1.0';
