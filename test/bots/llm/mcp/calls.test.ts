import { expect, test } from 'vitest';
import { textOf } from '../../../../src/sandbox/llm/chat.ts';
import { turnOf } from '../../turn.ts';
import { call, lastTool, offered, start, texts } from './rig.ts';

test.each<['sessions' | 'none', boolean]>([
  ['sessions', false],
  ['sessions', true],
  ['none', false],
])(
  'a tool is called once, with our key, and its result may be said (sessions: %s, streams: %s)',
  async (era, streams) => {
    const { llm, ask, mcp } = await start({ run: () => 'Pedido 4711: $ 98.000, enviado' });
    Object.assign(mcp, { era, streams });
    llm.model = (request) =>
      lastTool(request)
        ? { text: 'Tu pedido 4711 ($ 98.000) ya está enviado.' }
        : call('shop_find_orders', { state: 'open' });
    expect(texts(await ask('¿y mi pedido?'))).toEqual(['Tu pedido 4711 ($ 98.000) ya está enviado.']);
    expect(mcp.calls).toMatchObject([
      {
        name: 'find.orders',
        arguments: { state: 'open', phone: '+5491155550100' },
        key: '0:0',
        meta: { 'optiatiende/idempotency-key': '0:0' },
      },
    ]);
    const { tools = [] } = llm.requests[0]!;
    expect(offered(llm.requests[0]!)).toEqual(['shop_find_orders', 'shop_cancel', 'shop_note']);
    const shown = tools.find((tool) => tool.function.name === 'shop_find_orders')?.function;
    expect(shown).toMatchObject({ description: 'Orders of a customer.', parameters: { additionalProperties: false } });
    expect(Object.keys(shown?.parameters?.['properties'] as object)).toEqual(['state']);
  },
);

test('arguments that do not fit what was pinned, and whose call it is, never come from the model', async () => {
  const { llm, ask, mcp } = await start();
  for (const wrong of [
    call('shop_note', { wish: 'x'.repeat(41) }),
    call('shop_note', { wish: 'x', admin: true }),
    call('shop_note'),
    call('shop_find_orders', { phone: '+5490000' }),
    call('shop_secret_admin'),
    call('secret_admin'),
    call('shop_cancel', { order: '1' }),
  ]) {
    llm.model = (request) => (lastTool(request) ? { text: '¿En qué más te puedo ayudar?' } : wrong);
    await ask('quiero algo');
  }
  expect(mcp.calls).toEqual([]);
  llm.model = (request) => (lastTool(request) ? { text: '¿Algo más?' } : call('shop_find_orders'));
  await ask('quiero algo', { person: { ...turnOf([]).person, phone: null } });
  expect(mcp.calls).toEqual([]);
});

test('what changes something is asked about first, in the words of the file', async () => {
  const { llm, ask, mcp } = await start({ run: ({ name }) => (name === 'cancel' ? 'ok' : 'pedido 4711') });
  llm.model = (request) => {
    if (/shop_cancel se hizo/.test(request.messages.map(textOf).join('\n')))
      return { text: 'Listo, cancelé tu pedido 4711.' };
    return lastTool(request) ? call('shop_cancel', { order: '4711' }) : call('shop_find_orders');
  };
  const asked = await ask('cancelá el 4711');
  expect(texts(asked)).toEqual([expect.stringContaining('*Cancelar el pedido*\norder: 4711')]);
  const state = asked.find((one) => one.do === 'state')?.value;
  expect(texts(await ask('sí', { state }))).toEqual(['Listo, cancelé tu pedido 4711.']);
  expect(mcp.calls.map(({ name }) => name)).toEqual(['find.orders', 'cancel']);
});

test('a session that was lost is begun anew, and the call made once', async () => {
  const { llm, ask, mcp } = await start();
  llm.model = (request) => (lastTool(request) ? { text: '¿Algo más?' } : call('shop_note', { wish: 'una mesa' }));
  await ask('anotá una mesa');
  mcp.restart();
  await ask('anotá una mesa');
  mcp.restart();
  await Promise.all([ask('anotá una mesa'), ask('anotá otra mesa')]);
  expect(mcp.calls).toHaveLength(4);
});
