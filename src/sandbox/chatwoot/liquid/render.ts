/** What a name stands for. */
export type LiquidValue = string | number | boolean | null | { [name: string]: LiquidValue };

/** A text that Liquid cannot read. */
export class LiquidError extends Error {}

/**
 * Renders a template as Ruby's Liquid does in its lax mode. It is as much of Liquid as reaches a message: variables with their
 * filters, `raw`, `comment`, `if` and `unless` with `else`. Other blocks of Liquid are read to their end and give nothing, as they do
 * for names that are not known. A tag that Liquid does not know, or that is not closed, is a `LiquidError`.
 */
export function renderLiquid(template: string, values: { [name: string]: LiquidValue }): string {
  const tokens = template.split(TOKEN).filter((token) => token !== '');
  const reader = { tokens, at: 0, values };
  const { text, end } = block(reader, true);
  if (end !== null) throw new LiquidError(`unexpected ${end}`);
  return text;
}

const TOKEN = /(\{%.*?%\}|\{\{.*?\}\}?|\{[{%])/s;
const TAG = /^\{%(-?)\s*(\w+)\s*(.*?)(-?)%\}$/s;
const END = /^(.*)\{%-?\s*(\w+)\s*(?:.*?)-?%\}$/s;
const VARIABLE = /^\{\{(-?)(.*?)(-?)\}\}$/s;
/** Blocks whose condition or list is not played. */
const BLOCKS = ['for', 'case', 'capture', 'tablerow', 'ifchanged'];
/** Tags without an end that show nothing. */
const SILENT = ['assign', 'cycle', 'increment', 'decrement', 'break', 'continue', 'render', 'include'];
const INNER = ['else', 'elsif', 'when'];

interface Reader {
  tokens: readonly string[];
  at: number;
  values: { [name: string]: LiquidValue };
}

/** Reads up to an end or an `else` that belongs to whoever called; `end` is its name, null at the end of the text. */
function block(reader: Reader, shown: boolean): { text: string; end: string | null } {
  let text = '';
  let trims = false;
  const add = (piece: string) => {
    text += trims ? piece.trimStart() : piece;
    trims = false;
  };
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at++] ?? '';
    if (!token.startsWith('{{') && !token.startsWith('{%')) {
      add(token);
      continue;
    }
    const variable = VARIABLE.exec(token);
    const tag = TAG.exec(token);
    const [, before, first, last, after] = variable ? [...variable.slice(0, 3), '', variable[3]] : (tag ?? []);
    if (!variable && !tag) throw new LiquidError(`${token} is not closed`);
    if (before) text = text.trimEnd();
    if (variable) add(shown ? written(evaluate(first ?? '', reader.values)) : '');
    else if (isEnd(first ?? '')) return { text, end: first ?? '' };
    else add(tagText(reader, first ?? '', last ?? '', shown));
    trims = after === '-';
  }
  return { text, end: null };
}

const isEnd = (name: string) =>
  INNER.includes(name) || /^end(if|unless|for|case|capture|tablerow|ifchanged)$/.test(name);

function tagText(reader: Reader, name: string, markup: string, shown: boolean): string {
  if (name === 'raw' || name === 'comment') {
    const text = verbatim(reader, `end${name}`);
    return name === 'raw' && shown ? text : '';
  }
  if (name === 'if' || name === 'unless') {
    const holds = truthy(evaluate(markup, reader.values)) === (name === 'if');
    return branches(reader, name, shown && holds, shown);
  }
  if (BLOCKS.includes(name)) return branches(reader, name, false, false);
  if (SILENT.includes(name)) return '';
  throw new LiquidError(`the tag ${name} is not known`);
}

/** Everything as it stands, up to the first end, also one behind an open bracket: a `raw` inside a `raw` does not count. */
function verbatim(reader: Reader, end: string): string {
  let text = '';
  while (reader.at < reader.tokens.length) {
    const token = reader.tokens[reader.at++] ?? '';
    const found = END.exec(token);
    if (found?.[2] === end) return text + (found[1] ?? '');
    text += token;
  }
  throw new LiquidError(`${end} is missing`);
}

/** The text of a block, or of its `else`; what stands in an `elsif` or `when` is read and not shown. */
function branches(reader: Reader, name: string, first: boolean, shown: boolean): string {
  let result = block(reader, first);
  let text = first ? result.text : '';
  while (result.end !== `end${name}`) {
    if (result.end === null || !INNER.includes(result.end)) throw new LiquidError(`end${name} is missing`);
    const isElse = result.end === 'else' && shown && !first;
    result = block(reader, isElse);
    if (isElse) text += result.text;
  }
  return text;
}

const QUOTED = /"[^"]*"|'[^']*'/;
const FRAGMENT = new RegExp(`(?:[^\\s,|'"]|${QUOTED.source})+|${QUOTED.source}`);

/** A name or a literal with its filters; what stands behind a name without a bar is passed over. */
function evaluate(markup: string, values: { [name: string]: LiquidValue }): LiquidValue {
  const [head = '', ...filters] = markup.split(/\|(?=(?:[^"']|"[^"]*"|'[^']*')*$)/);
  const fragment = FRAGMENT.exec(head)?.[0];
  let value = fragment === undefined ? null : resolve(fragment, values);
  for (const filter of filters) value = filtered(value, filter, values);
  return value;
}

function resolve(fragment: string, values: { [name: string]: LiquidValue }): LiquidValue {
  if (/^(['"]).*\1$/s.test(fragment)) return fragment.slice(1, -1);
  if (/^-?\d+(\.\d+)?$/.test(fragment)) return Number(fragment);
  if (fragment === 'true' || fragment === 'false') return fragment === 'true';
  let value: LiquidValue = values;
  for (const [name] of fragment.matchAll(/[\w-]+\??/g)) {
    value = isRecord(value) && Object.hasOwn(value, name) ? (value[name] ?? null) : null;
  }
  return value;
}

/** Those that a greeting has; one that is not known lets the value pass. */
function filtered(value: LiquidValue, filter: string, values: { [name: string]: LiquidValue }): LiquidValue {
  const [, name, argument] = /^\s*(\w+)\s*(?::\s*(.*?)\s*)?$/s.exec(filter) ?? [];
  const text = written(value);
  switch (name) {
    case 'default':
      return truthy(value) && text !== '' ? value : evaluate(argument ?? '', values);
    case 'upcase':
      return text.toUpperCase();
    case 'downcase':
      return text.toLowerCase();
    case 'capitalize':
      return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
    case 'strip':
      return text.trim();
    default:
      return value;
  }
}

const isRecord = (value: LiquidValue): value is { [name: string]: LiquidValue } =>
  typeof value === 'object' && value !== null;
const truthy = (value: LiquidValue): boolean => value !== null && value !== false;
const written = (value: LiquidValue): string => (value === null || isRecord(value) ? '' : String(value));
