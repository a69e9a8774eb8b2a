import type { JSX } from 'preact';
import type { DeskConversation } from '../../../src/sandbox/types.ts';
import { whoAnswers } from '../state/answering.ts';
import { words } from '../words/words.ts';
import { classes } from '../../parts/look/classes.ts';
import css from './AnsweringLine.module.css';

/** Who answers the customer now, and what to try next. */
export function AnsweringLine({ conversation }: { conversation: DeskConversation }): JSX.Element {
  const who = whoAnswers(conversation);
  const text = words.value.answering;
  const resolved = who === 'bot' && conversation.status === 'resolved';
  const { now, next } = resolved ? text.resolved : text[who];
  return (
    <p class={classes(css.line, css[who])} data-answering={who} role="status">
      <strong>{now}</strong> {next}
    </p>
  );
}
