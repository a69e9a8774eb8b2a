import { expect, test } from 'vitest';
import {
  hear,
  isHeard,
  look,
  openState,
  orderAgain,
  subscribe,
  unwatch,
  watch,
  type Effect,
} from '../../../src/listen/cable/cable-protocol.ts';
import { moment, recording, tokenOf } from '../../chatwoot/moments.ts';

const identifier = (token: string) => JSON.stringify({ channel: 'RoomChannel', pubsub_token: token });
const welcome = JSON.stringify({ type: 'welcome' });
const ping = JSON.stringify({ type: 'ping', message: 1 });
const confirm = (token: string) => JSON.stringify({ identifier: identifier(token), type: 'confirm_subscription' });
const event = (token: string, data: object = {}) =>
  JSON.stringify({ identifier: identifier(token), message: { event: 'message.created', data } });
const asked = (effects: Effect[]) =>
  effects.map((it) => (it.do === 'send' ? (JSON.parse(it.text) as { identifier: string; command: string }) : it));

/** A welcomed socket at 0, whose subscriptions were all asked for then. */
function ready(...tokens: string[]) {
  const state = openState(tokens, 0);
  hear(state, welcome, 0);
  subscribe(state, 1000, 0);
  return state;
}

test('nothing is asked for before the welcome, then so much at a time', () => {
  const state = openState(['a', 'b', 'c'], 0);
  expect(subscribe(state, 10, 0)).toEqual([]);
  hear(state, welcome, 5);
  expect(asked(subscribe(state, 2, 10))).toEqual([
    { command: 'subscribe', identifier: identifier('a') },
    { command: 'subscribe', identifier: identifier('b') },
  ]);
  watch(state, 'd');
  watch(state, 'a');
  expect(subscribe(state, 10, 20)).toHaveLength(2);
  expect(subscribe(state, 10, 30)).toEqual([]);
});

test('the recorded start of a real one', () => {
  const { cable_variants } = recording<{ cable_variants: { title: string; frames: object[] }[] }>('cable-start');
  for (const { title, frames } of cable_variants) {
    const state = openState(['4u51HfxLrk6Xxpb1UWEXcG5n'], 0);
    const effects = frames.flatMap((frame) => hear(state, JSON.stringify(frame), 1));
    const heard = frames.length > 0;
    expect([title, isHeard(state, '4u51HfxLrk6Xxpb1UWEXcG5n')]).toEqual([title, heard]);
    expect(effects.map((it) => it.do)).toEqual(heard ? ['confirmed', 'event'] : []);
  }
});

test('an event comes with its token, its frame and our echo_id', () => {
  const frame = moment('08').cable[0]!;
  const state = ready(tokenOf(frame));
  const effects = hear(state, JSON.stringify(frame), 50);
  expect(effects).toEqual([
    { do: 'confirmed', token: tokenOf(frame) },
    { do: 'event', token: tokenOf(frame), frame: frame.message, echoId: 'echo-88' },
  ]);
});

test('what is not for us, or cannot be read, is passed over', () => {
  const state = ready('a');
  for (const text of ['', '{', 'null', '[]', '7', event('z'), confirm('z'), '{"identifier":"{"}', '{"type":"x"}']) {
    expect(hear(state, text, 1)).toEqual([]);
  }
  expect(hear(state, JSON.stringify({ identifier: identifier('a'), message: 'x' }), 1)).toEqual([]);
});

test('no welcome in 10 s, no frame in 10 s, and a farewell', () => {
  const state = openState(['a'], 0);
  expect(look(state, 9999)).toEqual([]);
  expect(look(state, 10_000)).toEqual([{ do: 'reconnect', why: 'no_welcome' }]);
  const other = ready('a');
  hear(other, confirm('a'), 1);
  hear(other, ping, 3000);
  expect(look(other, 12_999).map((it) => it.do)).toEqual(['settled']);
  expect(look(other, 13_000)).toEqual([{ do: 'reconnect', why: 'no_ping' }]);
  const bye = JSON.stringify({ type: 'disconnect', reason: 'server_restart', reconnect: true });
  expect(hear(other, bye, 1)).toEqual([{ do: 'reconnect', why: 'told_to' }]);
});

test('no confirm in 10 s is deaf, though it pings', () => {
  const state = ready('a', 'b');
  hear(state, ping, 9000);
  expect(look(state, 9999)).toEqual([]);
  expect(look(state, 10_000)).toEqual([{ do: 'reconnect', why: 'deaf' }]);
});

test('one that becomes deaf is noticed by the next subscription', () => {
  const state = ready('a');
  hear(state, confirm('a'), 100);
  expect(look(state, 1000)).toEqual([{ do: 'settled' }]);
  watch(state, 'b');
  subscribe(state, 10, 50_000);
  hear(state, ping, 59_000);
  expect(look(state, 60_000)).toEqual([{ do: 'reconnect', why: 'deaf' }]);
});

test('a token that is not known makes no other deaf', () => {
  const state = ready('none', 'b');
  hear(state, confirm('b'), 100);
  hear(state, ping, 9500);
  expect(look(state, 10_000)).toEqual([{ do: 'settled' }]);
  expect([isHeard(state, 'none'), isHeard(state, 'b')]).toEqual([false, true]);
  hear(state, ping, 19_000);
  expect(look(state, 20_000)).toEqual([]);
});

test('an event of another contact tells as much as a confirm', () => {
  const state = ready('a');
  hear(state, confirm('a'), 100);
  watch(state, 'none');
  subscribe(state, 10, 1000);
  hear(state, event('a'), 2000);
  hear(state, ping, 10_500);
  expect(look(state, 11_000)).toEqual([{ do: 'settled' }]);
});

test('an unknown token asked for last costs one reconnect: next time it goes first', () => {
  const state = ready('a');
  hear(state, confirm('a'), 100);
  watch(state, 'none');
  subscribe(state, 10, 1000);
  hear(state, ping, 10_500);
  expect(look(state, 11_000)).toEqual([{ do: 'reconnect', why: 'deaf' }]);
  expect(orderAgain(state)).toEqual(['none', 'a']);
  const next = ready(...orderAgain(state));
  hear(next, confirm('a'), 100);
  hear(next, ping, 9500);
  expect(look(next, 10_000)).toEqual([{ do: 'settled' }]);
});

test('a slow server confirms late, and is heard from then on', () => {
  const state = ready('a', 'b');
  hear(state, confirm('a'), 9000);
  hear(state, ping, 9500);
  expect(look(state, 10_000)).toEqual([{ do: 'settled' }]);
  expect(hear(state, confirm('b'), 15_000)).toEqual([{ do: 'confirmed', token: 'b' }]);
  expect(isHeard(state, 'b')).toBe(true);
});

test('a rejected token is unknown at once', () => {
  const state = ready('a');
  hear(state, JSON.stringify({ identifier: identifier('a'), type: 'reject_subscription' }), 10);
  expect(look(state, 100)).toEqual([{ do: 'settled' }]);
});

test('settled only when all was asked for and answered, and told once', () => {
  const state = openState(['a', 'b'], 0);
  hear(state, welcome, 0);
  subscribe(state, 1, 0);
  hear(state, confirm('a'), 10);
  expect(look(state, 20)).toEqual([]);
  subscribe(state, 1, 30);
  hear(state, confirm('b'), 40);
  expect(look(state, 50)).toEqual([{ do: 'settled' }]);
  expect(look(state, 60)).toEqual([]);
});

test('what is watched no more is let go, and never asked for where it had not been', () => {
  const state = openState(['a', 'b'], 0);
  hear(state, welcome, 0);
  subscribe(state, 1, 0);
  expect(asked(unwatch(state, 'a'))).toEqual([{ command: 'unsubscribe', identifier: identifier('a') }]);
  expect(unwatch(state, 'b')).toEqual([]);
  expect(unwatch(state, 'z')).toEqual([]);
  expect(subscribe(state, 10, 1)).toEqual([]);
  watch(state, 'a');
  expect(subscribe(state, 10, 2)).toHaveLength(1);
  expect(hear(state, event('b'), 3)).toEqual([]);
});
