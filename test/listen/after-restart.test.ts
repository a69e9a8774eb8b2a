import { afterEach, expect, test } from 'vitest';
import { eventually } from '../stack.ts';
import { personNumber } from '../traffic.ts';
import { openOffice, type Office } from './office.ts';

let office: Office;
afterEach(async () => await office.close());

const PEOPLE = 60;

test('what agents wrote to everybody while we were away arrives soon after the start, with the cable alone', async () => {
  office = await openOffice({ environment: { SWEEP_REQUESTS_PER_MINUTE: '0' } });
  const people = Array.from({ length: PEOPLE }, (_, n) => personNumber(n));
  await Promise.all(people.map((person) => office.says('hola', person)));
  await eventually(() =>
    people.every((person) => office.phone(person).length === 1 && office.desk(person).length >= 2),
  );
  await office.stack.service.stop();
  for (const person of people) await office.act('answer', { text: `para ${person}` }, person);
  await office.restart();
  // No sweep finds them: what comes has been looked for since the cable stands.
  await eventually(() => people.every((person) => office.phone(person).includes(`para ${person}`)));
  for (const person of people) expect(office.phone(person)).toEqual(['re: hola', `para ${person}`]);
});

test('also after the cable was lost for a while', async () => {
  office = await openOffice({ environment: { SWEEP_REQUESTS_PER_MINUTE: '0' } });
  const people = [personNumber(1), personNumber(2)];
  await Promise.all(people.map((person) => office.says('hola', person)));
  await eventually(() => people.every((person) => office.desk(person).length >= 2));
  await eventually(async () => (await office.cable()) === 'on');
  const { faults } = office.stack.sandbox.chatwoot;
  // The first event of what follows is lost, and every socket with it.
  faults.set([{ kind: 'cable_cut', times: 1 }, { kind: 'cable_refuse' }]);
  for (const person of people) await office.act('answer', { text: 'en el corte' }, person);
  await eventually(async () => (await office.cable()) !== 'on');
  faults.set([]);
  await eventually(() => people.every((person) => office.phone(person).includes('en el corte')));
});
