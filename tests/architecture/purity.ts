// Finds what would make an engine's answer depend on anything but its arguments. Pure: looks at a parsed file.

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string';

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  else if (isNode(value)) {
    yield value;
    for (const child of Object.values(value)) yield* nodesOf(child);
  }
}

const nameOf = (value: unknown): string | undefined =>
  isNode(value) && value.type === 'Identifier' ? String(value.name) : undefined;

/** `a.b`, `a['b']` → `a.b`. */
function memberOf(node: Node): string | undefined {
  const object = nameOf(node.object);
  const property =
    nameOf(node.property) ??
    (isNode(node.property) && node.property.type === 'Literal' ? String(node.property.value) : undefined);
  return object && property ? `${object}.${property}` : undefined;
}

const IMPURE_MEMBERS: ReadonlySet<string> = new Set(['Date.now', 'Math.random']);
/** `const { now } = Date` hides the call from the rule above. */
const GUARDED_OBJECTS: ReadonlySet<string> = new Set(['Date', 'Math']);

function faultOf(node: Node): string | undefined {
  switch (node.type) {
    case 'MemberExpression': {
      const member = memberOf(node);
      return member !== undefined && IMPURE_MEMBERS.has(member) ? member : undefined;
    }
    case 'NewExpression':
      return nameOf(node.callee) === 'Date' && Array.isArray(node.arguments) && node.arguments.length === 0
        ? 'new Date()'
        : undefined;
    case 'CallExpression':
      return nameOf(node.callee) === 'Date' ? 'Date()' : undefined;
    case 'VariableDeclarator': {
      const object = nameOf(node.init);
      return object !== undefined && GUARDED_OBJECTS.has(object) ? `an alias of ${object}` : undefined;
    }
    case 'Identifier':
      return node.name === 'globalThis' ? 'globalThis' : undefined;
    default:
      return undefined;
  }
}

export function impurities(program: unknown): readonly string[] {
  const found: string[] = [];
  for (const node of nodesOf(program)) {
    const fault = faultOf(node);
    if (fault !== undefined) found.push(fault);
  }
  return found;
}
