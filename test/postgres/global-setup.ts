import type { TestProject } from 'vitest/node';
import { openStore } from '../../src/store/open.ts';
import { adminOf, SERVER, TEMPLATE } from './database.ts';
import { startServer } from './server.ts';

/**
 * One server for the whole run, with a ledger to make others after: a new one takes some milliseconds then. `DATABASE_URL_TEST` names a
 * server to use in its place; the databases made there are dropped again.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['DATABASE_URL_TEST'];
  const server = given ? null : await startServer(project.config.env['TMPDIR']);
  const url = given ?? `${server?.url ?? ''}/postgres`;
  const admin = await adminOf(url);
  await admin.query(`drop database if exists ${TEMPLATE}`);
  await admin.query(`create database ${TEMPLATE} template template0 encoding 'UTF8'`);
  const template = new URL(url);
  template.pathname = `/${TEMPLATE}`;
  await (await openStore(template.href)).close();
  process.env[SERVER] = url;
  return async () => {
    if (given) await admin.query(`drop database if exists ${TEMPLATE}`);
    await admin.end();
    await server?.stop();
  };
}
