// Reads what Python prints for lists and dicts of texts, numbers, True, False and None: some schema files were written with
// str() instead of JSON. Called by parse.ts. Evaluates nothing: anything else gives undefined.

type Literal = string | number | boolean | null | Literal[] | { [key: string]: Literal };

const TOKEN =
  /\s*(?:([[\]{}(),:])|'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|(True|False|None)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?))/y;
const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };
/** Deeper than any schema; keeps a hostile file from exhausting the stack. */
const MAX_DEPTH = 20;

type Token = { readonly mark: string } | { readonly value: string | number | boolean | null };

class NotALiteral extends Error {}

/** Undefined where the text is not such a literal, or anything follows it. */
export function parsePythonLiteral(text: string): unknown {
  try {
    const tokens = tokensOf(text);
    let at = 0;
    const next = (): Token => {
      const token = tokens[at++];
      if (token === undefined) throw new NotALiteral();
      return token;
    };
    const peek = (mark: string) => {
      const token = tokens[at];
      return token !== undefined && 'mark' in token && token.mark === mark;
    };
    const expectMark = (mark: string) => {
      if (!peek(mark)) throw new NotALiteral();
      at++;
    };
    const itemsUntil = (close: string, read: () => void) => {
      while (!peek(close)) {
        read();
        if (!peek(close)) expectMark(',');
      }
      at++;
    };
    const read = (depth: number): Literal => {
      if (depth > MAX_DEPTH) throw new NotALiteral();
      const token = next();
      if ('value' in token) return token.value;
      if (token.mark === '[' || token.mark === '(') {
        const list: Literal[] = [];
        itemsUntil(token.mark === '[' ? ']' : ')', () => list.push(read(depth + 1)));
        return list;
      }
      if (token.mark !== '{') throw new NotALiteral();
      const entries: [string, Literal][] = [];
      itemsUntil('}', () => {
        const key = next();
        if (!('value' in key) || typeof key.value !== 'string') throw new NotALiteral();
        expectMark(':');
        entries.push([key.value, read(depth + 1)]);
      });
      return Object.fromEntries(entries);
    };
    const value = read(0);
    return at === tokens.length ? value : undefined;
  } catch (error) {
    if (error instanceof NotALiteral) return undefined;
    throw error;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (match === null) throw new NotALiteral();
    const [, mark, single, double, word, number] = match;
    if (mark !== undefined) tokens.push({ mark });
    else if (word !== undefined) tokens.push({ value: WORDS[word]! });
    else if (number !== undefined) tokens.push({ value: Number(number) });
    else tokens.push({ value: (single ?? double ?? '').replaceAll(/\\(.)/g, '$1') });
  }
  return tokens;
}
