import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createLiveHub } from '../../src/serve/live.ts';

class FakeResponse extends EventEmitter {
  text = '';
  ended = false;
  writeHead() {
    return this;
  }
  write(part: string) {
    this.text += part;
    return true;
  }
  end() {
    this.ended = true;
    return this;
  }
}

function listen(hub: ReturnType<typeof createLiveHub>, lastEventId?: number): FakeResponse {
  const response = new FakeResponse();
  const headers = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) };
  expect(hub.attach({ headers }, response)).toBe(true);
  return response;
}

const ids = ({ text }: FakeResponse) => [...text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]));

describe('the live stream', () => {
  test('a newcomer gets the last of each state, and then what comes', () => {
    const hub = createLiveHub();
    hub.publish({ event: 'job', data: { id: 'j', sha256: 'ab', lines: 10 } });
    hub.publish({ event: 'pos', data: { line: 1, plannedS: 0.5, t: 1 } });
    hub.publish({ event: 'pos', data: { line: 2, plannedS: 1, t: 2 } });
    hub.publish({ event: 'temp', data: { tool: 'T0', celsius: 37 } });
    hub.publish({ event: 'temp', data: { tool: 'T1', celsius: 22 } });
    hub.publish({ event: 'log', data: { text: 'old' } });
    const listener = listen(hub);
    expect(ids(listener)).toEqual([1, 3, 4, 5]);
    hub.publish({ event: 'state', data: { state: 'paused' } });
    expect(listener.text).toMatch(/id: 7\nevent: state\ndata: \{"state":"paused"\}\n\n$/);
    hub.close();
    expect(listener.ended).toBe(true);
  });

  test('one that comes back gets exactly what it missed', () => {
    const hub = createLiveHub();
    for (let line = 1; line <= 5; line++) hub.publish({ event: 'pos', data: { line, plannedS: line, t: line } });
    expect(ids(listen(hub, 3))).toEqual([4, 5]);
    expect(ids(listen(hub, 5))).toEqual([]);
    hub.close();
  });

  test('one that was away too long gets the state instead of a gap', () => {
    const hub = createLiveHub({ kept: 2 });
    for (let line = 1; line <= 5; line++) hub.publish({ event: 'pos', data: { line, plannedS: line, t: line } });
    expect(ids(listen(hub, 1))).toEqual([5]);
    hub.close();
  });

  test('listeners are counted, limited and forgotten when they leave', () => {
    const hub = createLiveHub({ mostListeners: 1 });
    const first = listen(hub);
    const second = new FakeResponse();
    const request = { headers: {} };
    expect(hub.attach(request, second)).toBe(false);
    first.emit('close');
    expect(hub.listeners()).toBe(0);
    expect(hub.attach(request, second)).toBe(true);
    hub.close();
  });
});
