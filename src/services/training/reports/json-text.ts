// Values as the plain JSON that other programs read: indented, and a number that is not finite is null, where our own JSON would keep it.
// Called by the reports of this folder.

export function plainJson(value: unknown): string {
  return `${JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'number' && !Number.isFinite(inner) ? null : inner), 2)}\n`;
}
