import type { IncomingMessage } from 'node:http';

/** Nothing but the page's own files, and no page around it. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'serial=(), camera=(), microphone=(), geolocation=()',
  'Cache-Control': 'no-store',
};

export interface Rejection {
  readonly status: number;
  readonly why: string;
}

/**
 * What a request must not be: of another method, for another host name (DNS rebinding), from another site. Returns null
 * where nothing is wrong.
 */
export function rejectionOf(request: IncomingMessage, hosts: readonly string[]): Rejection | null {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, why: 'read-only' };
  const host = request.headers.host ?? '';
  if (!hosts.includes(host)) return { status: 421, why: 'unknown host' };
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) {
    return { status: 403, why: 'foreign origin' };
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, why: 'cross-site' };
  return null;
}
