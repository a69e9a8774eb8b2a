import { readFileSync } from 'node:fs';

/** One call of a recording of a real Chatwoot, or a note between two calls. */
export interface Step {
  title?: string;
  request?: { method: string; path: string; headers?: Record<string, string>; body?: unknown };
  response?: { status: number; headers: Record<string, string>; body: unknown };
  note?: unknown;
}

/** Of the recordings made on 2026-11-25. */
export const RECORDED_ACCOUNT = {
  name: 'Bridge Test',
  language: 'en',
  admin: { name: 'Ada Admin', email: 'admin@example.com' },
  agent: { name: 'Gil Agent', email: 'agent@example.com' },
} as const;

interface Part {
  name: string;
  value?: string;
  filename?: string;
  type?: string;
  bytes?: number;
}

export function recording(name: string): { steps: Step[]; public_messages?: unknown[] } {
  const file = new URL(`../fixtures/chatwoot-recordings/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as { steps: Step[]; public_messages?: unknown[] };
}

/** Bodies too long to keep, made again from what the recording says of them. */
const LONG: Record<string, string> = {
  '150,000 characters': 'a'.repeat(150_000),
  '150,001 characters': 'a'.repeat(150_001),
  '150,000 emoji': '🌻'.repeat(150_000),
};

/** The request as it was sent: JSON unless the recording says otherwise. */
export function requestOf(step: Step): RequestInit {
  const { method, headers, body } = step.request ?? {};
  const init: RequestInit = { headers: headers ?? {}, ...(method === undefined ? {} : { method }) };
  if (body === undefined || body === null) return init;
  const long = LONG[step.title ?? ''];
  if (long !== undefined) return json(init, { content: long });
  if (has(body, 'raw')) return { ...init, body: String(body.raw) };
  if (has(body, 'multipart')) return { ...init, body: form(body.multipart as Part[]) };
  return json(init, body);
}

function json(init: RequestInit, body: unknown): RequestInit {
  const headers = { 'content-type': 'application/json', ...(init.headers as Record<string, string>) };
  return { ...init, headers, body: JSON.stringify(body) };
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

function form(parts: Part[]): FormData {
  const data = new FormData();
  for (const { name, value, filename = '', type = '', bytes = 0 } of parts) {
    if (value !== undefined) data.append(name, value);
    else data.append(name, new Blob([contentFor(filename, bytes)], { type }), filename);
  }
  return data;
}

const BEGINNINGS: Record<string, string> = {
  png: '\x89PNG\r\n\x1a\n',
  pdf: '%PDF-1.4\n',
  exe: '%PDF-1.4\n',
  ogg: 'OggS',
  webp: 'RIFF\x1a\0\0\0WEBPVP8L',
  mp4: '\0\0\0\x20ftypisom',
};

/** So many bytes, beginning as the recorded file did. */
function contentFor(filename: string, length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  bytes.set(Buffer.from(BEGINNINGS[filename.split('.').at(-1) ?? ''] ?? '', 'latin1').subarray(0, length));
  return bytes;
}
