/** An answer that is larger than anything the other side has to say there. */
export class AnswerTooLarge extends Error {
  override readonly name = 'AnswerTooLarge';

  constructor(most: number) {
    super(`the answer is larger than ${Math.floor(most / MB)} MB`);
  }
}

const MB = 1024 * 1024;
/** Most answers are some kilobytes; one message of 150,000 emoji, written as JSON escapes, has under 4 MB. */
export const SHORT = 4 * MB;
/** A person's conversations with all their messages, or a page of long ones. */
export const LONG = 32 * MB;
/** Of a refusal only the first words are read. */
const REFUSAL = 64 * 1024;

/**
 * The text of an answer, unpacked, up to a bound; what is larger closes the connection. A refusal that is longer is cut, as its
 * status says enough.
 *
 * @throws AnswerTooLarge for a success that is larger
 */
export async function answerText(response: Response, most: number): Promise<string> {
  const { ok, body, headers } = response;
  const bound = ok ? most : REFUSAL;
  const parts: Uint8Array[] = [];
  let size = 0;
  const told = headers.has('content-encoding') ? 0 : Number(headers.get('content-length'));
  if (ok && told > bound) {
    await body?.cancel();
    throw new AnswerTooLarge(bound);
  }
  // Leaving the loop closes the connection.
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > bound && ok) throw new AnswerTooLarge(bound);
    parts.push(part);
    if (size > bound) break;
  }
  return new TextDecoder().decode(Buffer.concat(parts).subarray(0, bound));
}
