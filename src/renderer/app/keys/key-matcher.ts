// Recognises key chords and two-key sequences (`g d`, `/`, `?`, `mod+k`, `ctrl+shift+k`). Pure state machine; the DOM listener
// is in keys.tsx. A started sequence is forgotten after a second or with a key that does not continue it.

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

const SEQUENCE_MS = 1200;

/** `mod` is Ctrl or ⌘. Shift is named only with a modifier: `?` already is a shifted key. */
export function chordOf(press: KeyPress): string {
  const key = press.key.length === 1 ? press.key.toLowerCase() : press.key;
  const command = press.ctrlKey || press.metaKey;
  const parts = [command ? 'mod' : null, press.altKey ? 'alt' : null];
  if (press.shiftKey && (command || press.altKey)) parts.push('shift');
  return [...parts.filter((part) => part !== null), key].join('+');
}

export interface KeyMatcher {
  /** The binding this press completes, `'pending'` in the middle of a sequence, or null. */
  press(press: KeyPress, bindings: readonly string[], now: number): string | 'pending' | null;
}

export function createKeyMatcher(): KeyMatcher {
  let first: string | null = null;
  let firstAt = 0;
  return {
    press(press, bindings, now) {
      if (['Control', 'Shift', 'Meta', 'Alt'].includes(press.key)) return null;
      const chord = chordOf(press);
      if (first !== null && now - firstAt <= SEQUENCE_MS) {
        const sequence = `${first} ${chord}`;
        first = null;
        if (bindings.includes(sequence)) return sequence;
      }
      first = null;
      if (bindings.includes(chord)) return chord;
      if (bindings.some((binding) => binding.startsWith(`${chord} `))) {
        first = chord;
        firstAt = now;
        return 'pending';
      }
      return null;
    },
  };
}
