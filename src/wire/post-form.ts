import { request as plain, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as secure } from 'node:https';
import { Readable } from 'node:stream';
import { free } from './free.ts';
import type { Multipart } from './multipart.ts';

/**
 * Posts a form while it is made, with its length. Not by the built-in `fetch`: that one does not say when bytes have left, and only then
 * is their memory given back (`free`), so that a file of any size takes no more than a piece of it. An answer that comes before all was
 * sent (a proxy's 413) ends the sending. Redirects are not followed.
 */
export async function postForm(
  url: string,
  form: Multipart,
  { headers, signal }: { headers: Record<string, string>; signal: AbortSignal },
): Promise<Response> {
  const request = new URL(url).protocol === 'https:' ? secure : plain;
  const all = { ...headers, 'content-type': form.type, 'content-length': String(form.length) };
  const sent = request(url, { method: 'POST', headers: all, signal, agent: false });
  let isAnswered = false;
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once('response', (answer) => {
      isAnswered = true;
      resolve(answer);
    });
    sent.on('error', reject);
  });
  answered.catch(() => undefined);
  try {
    for await (const some of form.bytes) {
      if (isAnswered) break;
      // Whichever comes first: the bytes have left, there is an answer, or the connection is gone.
      await Promise.race([write(sent, some), answered]);
      if (!isAnswered) free(some);
      // A socket that takes everything at once would have whole files read and sent with nothing else done meanwhile.
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (!isAnswered) sent.end();
    return responseOf(await answered, sent);
  } catch (error) {
    sent.destroy();
    throw signal.aborted ? signal.reason : error;
  }
}

const write = (sent: ClientRequest, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    sent.write(bytes, (error) => (error ? reject(error) : resolve()));
  });

const NO_BODY = [204, 205, 304];

function responseOf(answer: IncomingMessage, sent: ClientRequest): Response {
  const status = answer.statusCode ?? 0;
  const headers = new Headers();
  for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2)
    headers.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
  // What was not sent is not wanted any more.
  answer.once('close', () => sent.writableEnded || sent.destroy());
  answer.on('error', () => undefined);
  if (NO_BODY.includes(status)) answer.resume();
  return new Response(NO_BODY.includes(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>), {
    status,
    headers,
  });
}
