/**
 * What a customer wrote, so that nothing in it reads like a mark of ours or of a model's own language: our marks stand in square brackets,
 * passages in `<passage>`, and servers divide roles by `<|…|>` and the like.
 */
export function escaped(text: string): string {
  return text
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replace(/<(?=\s*[|/!a-z])/gi, '‹')
    .replace(/\|>/g, '|›');
}
