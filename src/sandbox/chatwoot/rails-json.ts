/** JSON as Rails writes it: what could end a script in a page is escaped, so the bytes differ from JSON.stringify's. */
export function railsJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
