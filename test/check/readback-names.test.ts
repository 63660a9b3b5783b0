import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatBio, parseBio } from '../../src/gcode/bio-comment.ts';
import { runs } from '../proving.ts';

test('half of a surrogate pair in a name is written as the replacement character', () => {
  expect(formatBio({ plan: 1, name: 'bone\ud800 \udfff' })).toBe(';BIO:plan=1 name=bone%EF%BF%BD%20%EF%BF%BD');
  expect(formatBio({ name: '🦴' })).toBe(';BIO:name=%F0%9F%A6%B4');
});

test('any text at all is written, and read back as it was save for broken characters', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 20 }), fc.string({ unit: 'binary' }), (text, more) => {
      const name = `${text}${more.slice(0, 1)}\ud83e${more.slice(1)}`;
      const whole = new TextDecoder().decode(new TextEncoder().encode(name));
      expect(parseBio(formatBio({ name }))?.get('name')).toBe(whole);
    }),
    runs(3, 200),
  );
});
