import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may read: the browser that opened the one-time link. 128 random bits each, for the link and for the cookie; the
 * link is spent by its first use.
 */
export interface Session {
  /** Path of the one-time link. */
  readonly linkPath: string;
  /** The cookie's header when this is the unspent link, else null. */
  redeem(path: string): string | null;
  knows(request: IncomingMessage): boolean;
  /** What the page, and nobody who only has its cookie sent along, says when it writes. */
  readonly token: string;
  mayWrite(request: IncomingMessage): boolean;
}

export function createSession(port: () => number): Session {
  const key = randomBytes(16).toString('hex');
  const secret = randomBytes(16).toString('hex');
  const token = randomBytes(16).toString('hex');
  let spent = false;
  // Cookies are shared by all ports of a host: each server needs a name of its own.
  const name = () => `bioweft-${port()}`;
  return {
    linkPath: `/open?k=${key}`,
    redeem(path) {
      const given = /^\/open\?k=([0-9a-f]+)$/.exec(path)?.[1];
      if (given === undefined || spent || !sameText(given, key)) return null;
      spent = true;
      return `${name()}=${secret}; HttpOnly; SameSite=Strict; Path=/`;
    },
    knows(request) {
      const cookies = (request.headers.cookie ?? '').split(/;\s*/);
      const own = cookies.find((cookie) => cookie.startsWith(`${name()}=`));
      return own !== undefined && sameText(own.slice(name().length + 1), secret);
    },
    token,
    mayWrite(request) {
      const given = request.headers['x-bioweft-token'];
      return typeof given === 'string' && sameText(given, token);
    },
  };
}

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
