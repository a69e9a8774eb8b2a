/** The library: everything a program of your own may import. The service itself is run by `optiatiende serve`. */
export { handOff, media, reply, resolve, setState } from './bots/bot.ts';
export type {
  Action,
  Attributes,
  Bot,
  HandOff,
  Label,
  Note,
  Person,
  Reply,
  Resolve,
  Said,
  SaidFile,
  SendTemplate,
  SetState,
  ToolCall,
  Turn,
  TurnSteps,
} from './bots/bot.ts';
export type { AnswerFunction } from './bots/module.ts';
export type { Clock } from './clock.ts';
export { Misconfigured, Refused, Unreachable } from './errors.ts';
export { WrongExchange } from './intake/exchange-input.ts';
export type { ExchangeInput } from './intake/exchange-input.ts';
export type { ExchangeOutcome, ExchangeState } from './intake/exchange-outcome.ts';
export { closeRegistrar, logToChatwoot, testChatwootConnection } from './service/guide.ts';
export { KeyTaken, openRegistrar } from './service/registrar.ts';
export type { RegisterOptions, Registrar, RegistrarOptions, RegistrarSetting } from './service/registrar.ts';
export type { FieldFault } from './wire/field-faults.ts';
