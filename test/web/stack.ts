import { join } from 'node:path';
import { createSandboxPage } from '../../src/sandbox/page.ts';
import { startStack as startProduct } from '../stack.ts';

/** Everything behind the page, on loopback: the sandbox's two servers and the real service with its own bot between them. */
export interface Stack {
  /** Where the page is, without a slash at the end. */
  url: string;
  close: () => Promise<void>;
}

const webDist = join(import.meta.dirname, '../../web/dist');

export async function startStack(): Promise<Stack> {
  const { service, close } = await startProduct({
    environment: { UI_LANGUAGE: 'es' },
    mount: (app, sandbox) => app.route('/', createSandboxPage({ ...sandbox, webDist })),
  });
  return { url: service.url, close };
}
