import { afterEach, beforeEach } from 'vitest';
import { fixGaps } from '../../src/audit/fix.ts';
import { ana, begun, openOffice, type Office } from '../listen/office.ts';
import { audited, gapsOf } from './audited.ts';

/** An office for each test, with one person who has begun to talk; and what its audit tells. */
export let office: Office;

/** Has the tests of this file each begin with an office of their own. */
export function eachWithOffice(): void {
  beforeEach(async () => {
    office = await openOffice();
    await begun(office);
  });
  afterEach(async () => {
    await office.close();
  });
}

export const gaps = async () => await gapsOf(office.stack, await audited(office.stack));
export const fix = async () => {
  const { service } = office.stack;
  return await fixGaps(service.store, (await audited(office.stack)).gaps, Date.now());
};
/** What stands in a person's conversation; the line that says when something was said in short. */
export const texts = (person = ana) => office.desk(person).map(({ text }) => text.replace(/^(🕒) .*\n/, '$1 '));
export const sent = () => office.stack.sandbox.whatsapp.sent.length;
