// A feature's explanation, with the names of its parameters set as code.

export function HelpText({ text }: { readonly text: string }) {
  return text.split('`').map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a fixed text
      <code key={index}>{part}</code>
    ) : (
      part
    ),
  );
}
