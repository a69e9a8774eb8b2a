import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { readExchanges } from '../../src/intake/exchange-input.ts';
import { startStack, type Stack } from '../stack.ts';
import { ana, ask, TOKEN } from './api.ts';

/* eslint-disable @typescript-eslint/no-explicit-any, @typescript-eslint/no-unsafe-return -- it is walked as any document of that format */
type Json = any;
/** The fields of an object, whatever it is. */
const fields = (value: unknown) => Object.entries(value as Record<string, Json>);
const values = (value: unknown) => Object.values(value as Record<string, Json>);
type Walk = (value: Json, path: string) => void;

let stack: Stack;
let document: Json;
beforeAll(async () => {
  stack = await startStack({ environment: { API_TOKEN: TOKEN } });
  document = (await ask(stack.service, '/openapi.json', { headers: { authorization: '' } })).json;
});
afterAll(async () => await stack.close());

/** A reader for a schema of the document, as another program would make one from it. */
function reader(schema: unknown) {
  const local = (value: unknown) =>
    JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/')) as Record<string, unknown>;
  return z.fromJSONSchema({
    ...local(schema),
    $defs: local(document.components.schemas),
  } as z.core.JSONSchema.BaseSchema);
}

function walk(value: Json, visit: Walk, path = '#'): void {
  visit(value, path);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of fields(value)) walk(inner, visit, `${path}/${key}`);
}

test('it is OpenAPI 3.1 with a version, and each operation has an id of its own and answers', () => {
  expect(document.openapi).toBe('3.1.0');
  expect(document.info).toMatchObject({ title: 'OptiAtiende', version: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  expect(fields(document.paths).map(([path]) => path)).toEqual([
    '/api/exchanges',
    '/api/exchanges/{id}',
    '/api/contacts/{name}/handoff',
    '/api/turns/{id}/actions',
    '/api/turns/{id}/files/{message}',
    '/webhooks/whatsapp/{secret}',
    '/health/live',
    '/health/ready',
  ]);
  const operations: Json[] = values(document.paths).flatMap((path) => values(path));
  expect(new Set(operations.map((operation) => operation.operationId as string)).size).toBe(9);
  for (const { responses } of operations) {
    expect(fields(responses).some(([status]) => status === '200' || status === '202')).toBe(true);
    for (const response of values(responses)) expect(response.description).toMatch(/\.$/);
  }
  for (const [path, item] of fields(document.paths))
    for (const [, name] of path.matchAll(/\{(\w+)\}/g))
      for (const { parameters } of values(item))
        expect(parameters).toContainEqual(expect.objectContaining({ name, in: 'path', required: true }));
});

test('every reference leads somewhere, and every component is used', () => {
  const used = new Set<string>();
  walk(document, (value, path) => {
    if (typeof value?.$ref !== 'string') return;
    const name = /^#\/components\/schemas\/(\w+)$/.exec(value.$ref as string)?.[1] ?? '';
    expect(document.components.schemas[name], `${path}: ${value.$ref}`).toBeDefined();
    used.add(name);
  });
  expect([...used].toSorted()).toEqual(
    fields(document.components.schemas)
      .map(([name]) => name)
      .toSorted(),
  );
});

test('its examples fit its schemas, and the door takes those of requests', async () => {
  let seen = 0;
  walk(document, (value, path) => {
    const { schema, examples } = value ?? {};
    if (!schema || !examples || Array.isArray(examples)) return;
    for (const { value } of values(examples)) {
      seen += 1;
      const result = fits(schema, value);
      expect(result, `${path} ${JSON.stringify(value)}`).toBe(true);
    }
  });
  expect(seen).toBeGreaterThanOrEqual(7);
  const { one, list } = document.paths['/api/exchanges'].post.requestBody.content['application/json'].examples;
  expect(readExchanges(one.value)).toHaveLength(1);
  expect((await ask(stack.service, '/api/exchanges', { body: list.value })).status).toBe(202);
  const { phone, said_at } = document.components.schemas.Exchange.properties;
  for (const example of phone.examples) expect(readExchanges({ ...ana, phone: example })).toHaveLength(1);
  for (const example of said_at.anyOf[0].examples) expect(readExchanges({ ...ana, said_at: example })).toHaveLength(1);
});

test('what the service really answers fits what it says', async () => {
  const schemas = document.components.schemas;
  const settled = await ask(stack.service, '/api/exchanges?wait=10', { body: ana });
  expect(fits(schemas.Outcome, settled.json)).toBe(true);
  expect(fits(schemas.Outcome, { ...settled.json, state: 'lost' })).toBe(false);
  expect(fits(schemas.Faults, (await ask(stack.service, '/api/exchanges', { body: {} })).json)).toBe(true);
  expect(fits(schemas.Error, (await ask(stack.service, '/api/exchanges/none')).json)).toBe(true);
  expect(fits(schemas.Ready, (await ask(stack.service, '/health/ready')).json)).toBe(true);
  expect(fits(schemas.Live, (await ask(stack.service, '/health/live')).json)).toBe(true);
  expect(fits(schemas.Exchange, ana)).toBe(true);
  expect(fits(schemas.Exchange, { ...ana, phone: null })).toBe(false);
});

function fits(schema: unknown, value: unknown): boolean {
  return reader(schema).safeParse(value).success;
}
