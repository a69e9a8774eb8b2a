import { createServer } from 'node:net';
import { Misconfigured } from '../errors.ts';

const TRIES = 50;

/** The first port from `wanted` on that is free on loopback. @throws Misconfigured where 50 in a row are taken. */
export async function freePort(wanted: number): Promise<number> {
  if (wanted === 0) return 0;
  const last = Math.min(wanted + TRIES - 1, 65_535);
  for (let port = wanted; port <= last; port++) if (await isFree(port)) return port;
  throw new Misconfigured(`--port: ${wanted} to ${last} are all taken; name another one, or 0 for any free one.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else if (error.code === 'EACCES')
        reject(new Misconfigured(`--port: this user may not listen on ${port}; name one above 1023.`));
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
