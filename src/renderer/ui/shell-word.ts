// One argument of a copied command, quoted where a POSIX shell would read it differently: `NSE:M&M` would end the command.

export function shellWord(text: string): string {
  return /^[\w.:,@=/+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
