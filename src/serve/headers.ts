import type { IncomingMessage } from 'node:http';

/** What the studio's page needs beyond its own files: WebAssembly for its planner, and the style of its editor. */
export interface StudioPolicy {
  readonly nonce: string;
}

/** Nothing but the page's own files, and no page around it. */
const policyFor = (studio: StudioPolicy | null): string =>
  [
    "default-src 'none'",
    studio === null ? "script-src 'self'" : "script-src 'self' 'wasm-unsafe-eval'",
    studio === null ? "style-src 'self'" : `style-src 'self' 'nonce-${studio.nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

export const contentSecurityPolicy = policyFor(null);

export const securityHeaders = (studio: StudioPolicy | null = null): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': policyFor(studio),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'serial=(), camera=(), microphone=(), geolocation=()',
  'Cache-Control': 'no-store',
});

export interface Rejection {
  readonly status: number;
  readonly why: string;
}

/**
 * What a request must not be: of another method, for another host name (DNS rebinding), from another site. Returns null
 * where nothing is wrong. Only what `writes` may be a POST, and that has to say where it comes from.
 */
export function rejectionOf(request: IncomingMessage, hosts: readonly string[], writes: boolean): Rejection | null {
  if (writes ? request.method !== 'POST' : request.method !== 'GET' && request.method !== 'HEAD') {
    return { status: 405, why: writes ? 'write with POST' : 'read-only' };
  }
  const host = request.headers.host ?? '';
  if (!hosts.includes(host)) return { status: 421, why: 'unknown host' };
  const { origin } = request.headers;
  if (origin !== undefined && !hosts.some((own) => origin === `http://${own}`)) {
    return { status: 403, why: 'foreign origin' };
  }
  if (writes && origin === undefined) return { status: 403, why: 'no origin' };
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, why: 'cross-site' };
  return null;
}
