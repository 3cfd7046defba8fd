// What a person pastes as a list of feature names, as the mapping reads it: JSON and Python lists pass as they are, plain names one per
// line or between commas become a list. Pure.

const NAME = /^[A-Za-z][A-Za-z0-9_.-]*$/;

export function schemaText(pasted: string): string {
  const text = pasted.trim();
  if (/^[[{('"]/.test(text)) return text;
  const names = text
    .split(/[\n,;]+/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length > 0 && names.every((name) => NAME.test(name)) ? JSON.stringify(names) : text;
}
