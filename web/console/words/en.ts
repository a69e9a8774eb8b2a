import { codesEn } from './codes.ts';
import type { Words } from './es.ts';
import { messagesEn } from './messages-en.ts';
import { nowEn } from './now.ts';

export const en: Words = {
  now: nowEn,
  messages: messagesEn,
  title: 'OptiAtiende · console',
  place: 'Console',
  pages: { now: 'Now', messages: 'Messages', problems: 'Problems', setup: 'Set-up', reports: 'Reports', bot: 'Bot' },
  login: {
    title: 'Log in',
    name: 'Name',
    password: 'Password',
    enter: 'Log in',
    leave: 'Log out',
    as: (name, role) => `${name} (${role})`,
    roles: { see: 'only looks', operate: 'operates' },
    wrong: 'The name or the password is wrong.',
    slow: (minutes) => `Too many tries. Try again in ${minutes} min.`,
    offline: 'The service does not answer. Try again.',
    off: 'The console is off',
    offFix: 'Set a password on the machine where the service runs:',
    look: 'Done',
  },
  states: {
    offline: 'The service does not answer.',
    login: 'The session is over.',
    role: 'Your role is not enough for this.',
    refused: 'That could not be done.',
    broken: 'Something failed on our side; see the log of the service.',
    old: 'What you see is the last that came.',
    noPage: 'There is no such page.',
    more: 'More',
  },
  codes: {
    ...codesEn,
    ledger: 'The database cannot be read now.',
    csrf: 'This page is out of date: reload it.',
    foreign: 'It was asked by another page.',
    unknown: 'Not found.',
    wrong: 'Something in what was asked is wrong.',
    no_channel: 'The channel of this person is not on.',
    no_number: 'WhatsApp withholds the number of this person.',
  },
  acts: {
    done: 'Done',
    sure: 'Are you sure?',
    cancel: 'Cancel',
    noRole: 'This needs the role to operate',
    showNumber: 'Show number',
    noNumber: 'no number',
  },
};
