import type { Step } from '../connect/plan.ts';

/** An administrator's token, or the one that is kept for ticks. */
export type TokenOption = '--token' | '--user-token';

/** Everything `connect` says. */
export interface ConnectWords {
  intro: string;
  cancelled: string;
  askUrl: string;
  askToken: string;
  tokenHint: string;
  askAccount: string;
  askInbox: string;
  newInbox: string;
  askInboxName: string;
  askMembers: string;
  askBot: string;
  botHint: string;
  pendingWarning: string;
  askPublicUrl: string;
  publicUrlHint: string;
  askUserToken: string;
  userTokenHint: string;
  userTokenKeep: string;
  userTokenThis(name: string): string;
  userTokenOther: string;
  userTokenNone: string;
  askOtherToken: string;
  required: string;
  wrongPublicUrl: string;

  missing(options: string[]): string;
  wrongUrl(text: string): string;
  server(url: string): string;
  tokenUnknown(option: TokenOption): string;
  tokenOfBot(option: TokenOption): string;
  tokenLost(option: TokenOption): string;
  noAdministrator(name: string): string;
  notInAccount(name: string, wanted: number, accounts: string[]): string;
  severalAccounts(accounts: string[]): string;
  twoInboxes(name: string): string;
  unknownMember(text: string, known: string[]): string;
  userNotMember(name: string): string;
  userElsewhere(name: string, account: number): string;
  noBotToken: string;
  wrongWebhookSecret: string;
  failed(reason: string, fix: string): string;

  connected(version: string, user: string, account: string): string;
  privateIfTold(root: string): string;
  privateNever(root: string): string;
  plainAddress: string;
  noPublicUrl: string;
  assignsByItself: string;
  botAnswersElsewhere(name: string): string;
  replacesWebhook(address: string): string;
  environmentWins(names: string[]): string;

  step(step: Step): string;
  planHead: string;
  planNone: string;
  fileHead(path: string): string;
  fromChatwoot: string;
  fileNone(path: string): string;
  question: string;
  yes: string;
  no: string;
  notDone: string;
  doneHead: string;
  written(path: string): string;
  next: string;
}
