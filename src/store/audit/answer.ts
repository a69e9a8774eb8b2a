/**
 * What became of a customer's message. Answered: `bot` by our bot, `exchange` by the program that handed it in. Left to people: `handed_off`
 * by the bot, `person` since one answers them, `taken_over` while the bot was thinking, `no_bot` since there is none. Not to be answered:
 * `nothing` was the bot's word, `loop` of programs, `deleted` before its turn, of a `kind` that is never answered, `muted` (a group), too
 * `old`.
 */
export type Answer =
  | 'bot'
  | 'exchange'
  | 'handed_off'
  | 'person'
  | 'taken_over'
  | 'no_bot'
  | 'nothing'
  | 'loop'
  | 'deleted'
  | 'kind'
  | 'muted'
  | 'old';
