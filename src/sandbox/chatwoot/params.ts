import type { SandboxContext } from '../http.ts';

export interface Upload {
  filename: string;
  /** As the sender told it, parameters included; empty where not told. */
  type: string;
  bytes: Uint8Array;
}

export interface Params {
  fields: Record<string, unknown>;
  uploads: Upload[];
}

/**
 * Reads a body as Rails does: JSON, form or multipart by its `content-type`, and nothing at all from any other type.
 * Null where the JSON is broken or holds half a surrogate pair: Rails answers 400 then.
 */
export async function readParams(c: SandboxContext): Promise<Params | null> {
  if (c.req.method === 'GET') return { fields: c.req.query(), uploads: [] };
  const type = (c.req.header('content-type') ?? '').toLowerCase();
  if (type.startsWith('application/json')) return fromJson(await c.req.text());
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return { fields: Object.fromEntries(new URLSearchParams(await c.req.text())), uploads: [] };
  }
  if (type.startsWith('multipart/form-data')) return fromForm(await c.req.formData());
  await c.req.arrayBuffer();
  return { fields: {}, uploads: [] };
}

function fromJson(text: string): Params | null {
  if (text.trim() === '') return { fields: {}, uploads: [] };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return null;
  }
  // Only an escape can bring half a pair: the bytes were decoded as UTF-8.
  if (/\\u[dD][89a-fA-F]/.test(text) && !wellFormed(body)) return null;
  return { fields: isObject(body) ? body : {}, uploads: [] };
}

async function fromForm(form: FormData): Promise<Params> {
  const params: Params = { fields: {}, uploads: [] };
  for (const [name, value] of form) {
    if (typeof value === 'string') params.fields[name] = value;
    else if (name === 'attachments[]') {
      params.uploads.push({ filename: value.name, type: value.type, bytes: new Uint8Array(await value.arrayBuffer()) });
    }
  }
  return params;
}

function wellFormed(value: unknown): boolean {
  if (typeof value === 'string') return value.isWellFormed();
  if (Array.isArray(value)) return value.every(wellFormed);
  if (isObject(value)) return Object.entries(value).every(([key, inner]) => key.isWellFormed() && wellFormed(inner));
  return true;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text column's value: a number becomes its digits, true becomes "t"; what is no scalar is not let through. */
export function text(fields: Record<string, unknown>, name: string): string | null {
  const value = fields[name];
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 't' : 'f';
  return null;
}

/** An object, or an empty one. */
export function record(fields: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = fields[name];
  return isObject(value) ? value : {};
}

/** PostgreSQL takes no NUL in a text, and the server answers 500. */
export function hasNul(...values: (string | null)[]): boolean {
  return values.some((value) => value?.includes('\0') ?? false);
}
