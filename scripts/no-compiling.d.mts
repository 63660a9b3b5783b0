export const zodProbe: RegExp;
export function withoutProbe(path: string): string;
