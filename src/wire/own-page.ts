/**
 * A page of any site can have a browser send requests to this machine, with a text for a body and without asking. This tells
 * such a request from one of a program or of our own page, by what a browser cannot leave out: JSON needs to be asked for
 * first, and `Origin` and `Sec-Fetch-Site` say where the page is from.
 *
 * @param header gives a header of the request
 * @returns status and words for the answer; null where nothing is wrong with it
 */
export function strangeRequest(
  header: (name: string) => string | undefined,
): { status: 403 | 415; error: string } | null {
  const site = header('sec-fetch-site');
  const origin = header('origin');
  const isForeign = site !== undefined && site !== 'same-origin' && site !== 'none';
  if (isForeign || (origin !== undefined && URL.parse(origin)?.host !== header('host'))) {
    return { status: 403, error: 'a page of another site may not ask for this' };
  }
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(header('content-type') ?? '')) {
    return { status: 415, error: 'the body must be JSON, with Content-Type: application/json' };
  }
  return null;
}
