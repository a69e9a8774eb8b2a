/** `NAME=value` in lines or divided by commas. */
export function secretsIn(text: string | null): Map<string, string> {
  return new Map(
    (text ?? '').split(/[\n,]/).flatMap((pair): [string, string][] => {
      const at = pair.indexOf('=');
      return at < 1 ? [] : [[pair.slice(0, at).trim(), pair.slice(at + 1).trim()]];
    }),
  );
}

/** Headers with a secret in place of each `{NAME}`. */
export function filledIn(
  headers: Readonly<Record<string, string>>,
  secrets: ReadonlyMap<string, string>,
  fault: (what: string) => Error,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, text]) => [
      name,
      text.replace(/\{(\w+)\}/g, (_, key: string) => {
        const secret = secrets.get(key);
        if (secret === undefined) throw fault(`headers: {${key}} is not in BOT_TOOLS_SECRETS`);
        return secret;
      }),
    ]),
  );
}
