import { createServer, request } from 'node:http';

/** A proxy in front of a server that takes bodies up to `most` bytes and answers 413 to larger ones, as nginx does. */
export async function smallDoor(target: string, most: number): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((incoming, answer) => {
    if (Number(incoming.headers['content-length'] ?? 0) > most) {
      incoming.resume();
      answer.writeHead(413, { 'content-type': 'text/html', connection: 'close' });
      answer.end('<html><h1>413 Request Entity Too Large</h1></html>');
      return;
    }
    const { method, headers, url } = incoming;
    const passed = request(target + (url ?? ''), { ...(method ? { method } : {}), headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
