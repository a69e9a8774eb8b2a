import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What was asked for cannot be had or done; the page says it by the code. */
export class NotPossible extends Error {
  override readonly name = 'NotPossible';
  readonly status: ContentfulStatusCode;
  readonly code: string;

  constructor(status: 404 | 409 | 422 | 503, code: string, words: string) {
    super(words);
    this.status = status;
    this.code = code;
  }
}
