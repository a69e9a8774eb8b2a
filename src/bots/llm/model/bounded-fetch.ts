import { AnswerTooLarge, SHORT } from '../../../wire/answer-text.ts';

/** `fetch` that follows no redirect (the key would travel along) and reads no endless answer. */
export function boundedFetch(send: typeof globalThis.fetch = globalThis.fetch, most = SHORT): typeof globalThis.fetch {
  return async (url, init) => {
    const response = await send(url, { ...init, redirect: 'error' });
    if (response.body === null) return response;
    let size = 0;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(part, controller) {
          size += part.length;
          if (size > most) controller.error(new AnswerTooLarge(most));
          else controller.enqueue(part);
        },
      }),
    );
    return new Response(counted, {
      status: response.status,
      statusText: response.statusText,
      headers: response.headers,
    });
  };
}
