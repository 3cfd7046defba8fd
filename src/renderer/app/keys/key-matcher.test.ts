import { describe, expect, it } from 'vitest';
import { chordOf, createKeyMatcher, type KeyPress } from './key-matcher.ts';

const key = (name: string, more: Partial<KeyPress> = {}): KeyPress => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...more,
});
const BINDINGS = ['g d', 'g c', '/', '?', 'mod+k', 'd'];

describe('keys', () => {
  it('names chords the same on every keyboard', () => {
    expect(chordOf(key('K', { ctrlKey: true, shiftKey: true }))).toBe('mod+shift+k');
    expect(chordOf(key('k', { metaKey: true }))).toBe('mod+k');
    expect(chordOf(key('?', { shiftKey: true }))).toBe('?');
  });

  it('completes a sequence', () => {
    const matcher = createKeyMatcher();
    expect(matcher.press(key('g'), BINDINGS, 0)).toBe('pending');
    expect(matcher.press(key('d'), BINDINGS, 300)).toBe('g d');
  });

  it('forgets a sequence after a while: the second key then stands alone', () => {
    const matcher = createKeyMatcher();
    matcher.press(key('g'), BINDINGS, 0);
    expect(matcher.press(key('d'), BINDINGS, 5000)).toBe('d');
  });

  it('lets a key that does not continue the sequence act by itself', () => {
    const matcher = createKeyMatcher();
    matcher.press(key('g'), BINDINGS, 0);
    expect(matcher.press(key('/'), BINDINGS, 100)).toBe('/');
    expect(matcher.press(key('x'), BINDINGS, 150)).toBeNull();
  });

  it('ignores bare modifiers inside a sequence', () => {
    const matcher = createKeyMatcher();
    matcher.press(key('g'), BINDINGS, 0);
    expect(matcher.press(key('Shift'), BINDINGS, 100)).toBeNull();
    expect(matcher.press(key('c'), BINDINGS, 200)).toBe('g c');
  });
});
