import { join } from 'node:path';
import { createSandboxPage } from '../../src/sandbox/page.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { startStack as startProduct, type StackOptions } from '../stack.ts';

/** Everything behind the page, on loopback: the sandbox's two servers and the real service with its own bot between them. */
export interface Stack {
  /** Where the page is, without a slash at the end. */
  url: string;
  sandbox: Sandbox;
  close: () => Promise<void>;
}

const webDist = join(import.meta.dirname, '../../web/dist/sandbox');

export async function startStack(options: Pick<StackOptions, 'environment'> = {}): Promise<Stack> {
  const product = await startProduct({
    environment: { UI_LANGUAGE: 'es', ...options.environment },
    mount: (app, both) => app.route('/', createSandboxPage({ ...both, webDist })),
  });
  return { url: product.service.url, sandbox: product.sandbox, close: () => product.close() };
}
