import type { Quirk } from './quirks.ts';

/** One voice note that was to be turned into text. */
export interface TranscriptionRequest {
  model: string;
  language: string | null;
  name: string;
  type: string;
  bytes: Uint8Array;
}

/** What is said in a note, as the stand-in hears it. */
export type StandInEar = (request: TranscriptionRequest) => string | Promise<string>;

/** Nobody could tell from bytes without a model: the same for every note. */
export const sameWords: StandInEar = () => '¿Cuáles son los horarios?';

const ENDINGS = ['flac', 'mp3', 'mp4', 'mpeg', 'mpga', 'm4a', 'ogg', 'wav', 'webm'];
const MOST = 25 * 1024 * 1024;

export interface Answer {
  status: number;
  type: string;
  body: string;
}

const refused = (status: number, message: string, code: string | null = null): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify({ error: { message, type: 'invalid_request_error', param: null, code } }),
});

/** Reads a form as OpenAI's `/audio/transcriptions` does; a text says what is wrong with it. */
export async function readTranscription(form: FormData | null): Promise<TranscriptionRequest | Answer> {
  const model = form?.get('model');
  const file = form?.get('file');
  const language = form?.get('language');
  if (typeof model !== 'string' || model === '') return refused(400, 'you must provide a model parameter');
  if (!(file instanceof File)) return refused(400, 'Could not parse multipart form: no file.');
  if (file.size > MOST) return refused(413, 'Maximum content size limit (26214400) exceeded');
  const ending = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? '';
  if (!ENDINGS.includes(ending))
    return refused(400, `Unrecognized file format. Supported formats: ${JSON.stringify(ENDINGS)}`);
  if (file.size === 0) return refused(400, 'Audio file is too short. Minimum audio length is 0.1 seconds.');
  return {
    model,
    language: typeof language === 'string' ? language : null,
    name: file.name,
    type: file.type,
    bytes: new Uint8Array(await file.arrayBuffer()),
  };
}

/** The answer to a note, with whatever the quirks make of it. */
export async function answerTranscription(
  request: TranscriptionRequest,
  ear: StandInEar,
  quirks: ReadonlySet<Quirk>,
): Promise<Answer> {
  if (quirks.has('no_model')) return refused(404, `The model '${request.model}' does not exist.`, 'model_not_found');
  if (quirks.has('no_credits')) return refused(402, 'Insufficient credits. Add more to continue.');
  if (quirks.has('no_quota')) return refused(429, 'You exceeded your current quota.', 'insufficient_quota');
  if (quirks.has('too_large')) return { status: 413, type: 'text/html', body: '<h1>413 Request Entity Too Large</h1>' };
  if (quirks.has('no_format'))
    return refused(400, 'The audio file could not be decoded or its format is not supported.');
  if (quirks.has('empty_body')) return { status: 200, type: 'application/json', body: '' };
  if (quirks.has('openrouter_error'))
    return {
      status: 200,
      type: 'application/json',
      body: '{"error":{"code":502,"message":"Provider returned error"}}',
    };
  const text = quirks.has('blank') ? '' : await ear(request);
  const body = JSON.stringify({ text });
  return { status: 200, type: 'application/json', body: quirks.has('malformed') ? body.slice(0, -3) : body };
}
