import type { AuditResult } from '../../audit/result.ts';
import type { Backlog } from '../../store/backlog.ts';
import type { ChannelBacklog } from '../../store/channel-backlog.ts';
import type { FileRoom } from '../../store/files/file-room.ts';
import { auditRows } from '../audit/last.ts';
import { columns } from '../print.ts';
import type { Words } from '../words/words.ts';
import type { ChannelState, Service, TargetRest } from './ask-service.ts';

const open = ({ waiting, unread }: ChannelBacklog): number =>
  Object.values(waiting).reduce((sum, count) => sum + count, unread);

/** What is of all; where there is one channel its work too, else that is in the blocks. */
export function summary(
  told: Backlog & {
    files: FileRoom;
    service: Service;
    listening: Service['listening'];
    audits: AuditResult[];
    isOne: boolean;
  },
  words: Words,
): string[][] {
  const says = words.status;
  const { service, listening, files, problems, unreadable, isOne } = told;
  return [
    [says.service, serviceLine(service, open(told), words)],
    ...(listening ? [[says.hears, says.hearing(listening.cable, listening.webhook === 'on')]] : []),
    ...(isOne ? waitingRows(told, words) : []),
    ...(files.bytes > 0 ? [[says.files, says.filesKept(files.bytes, files.mostBytes)]] : []),
    [says.unread, String(told.unread)],
    [says.oldest, open(told) === 0 ? '–' : words.age(told.oldestMs)],
    [says.problems, problems === 0 ? '0' : says.someProblems(problems)],
    ...(unreadable > 0 ? [[says.unreadable, String(unreadable)]] : []),
    ...(isOne ? auditRows(told.audits[0] ?? null, words) : []),
  ];
}

function serviceLine({ address, running, trouble }: Service, waiting: number, words: Words): string {
  const says = words.status;
  if (!running) return says.doesNotRun(address, waiting);
  return trouble
    ? says.cannotWork(address, words.translated(trouble.reason), words.translated(trouble.fix))
    : says.runs(address);
}

function waitingRows({ waiting }: ChannelBacklog, { status: says }: Words): string[][] {
  return [
    ...(['register', 'send', 'turn'] as const).map((kind) => [says.waiting[kind], String(waiting[kind])]),
    // Small and quick: worth a line only where they wait.
    ...(['look', 'fetch', 'hear', 'tick'] as const)
      .filter((kind) => waiting[kind] > 0)
      .map((kind) => [says.waiting[kind], String(waiting[kind])]),
  ];
}

export type Block = ChannelBacklog &
  Partial<ChannelState> & { channel: string; audit: AuditResult | null; isSet: boolean };

/** One channel: what waits, how its agents are heard, and why nothing is called. */
export function blockLines(block: Block, words: Words): string {
  const says = words.status;
  const { channel, isSet, listening, rests = [], reason, fix, problems, unread } = block;
  const rows = [
    ...(listening ? [[says.hears, says.hearing(listening.cable, listening.webhook === 'on')]] : []),
    ...waitingRows(block, words),
    ...(unread > 0 ? [[says.unread, String(unread)]] : []),
    ...(open(block) > 0 ? [[says.oldest, words.age(block.oldestMs)]] : []),
    ...(problems > 0 ? [[says.problems, String(problems)]] : []),
    ...auditRows(block.audit, words),
  ];
  const parked = block.state === 'parked';
  const why = isSet ? (parked ? words.channels.parked : '') : words.channels.notSet;
  return [
    `\n${words.channels.heading(channel)}${why === '' ? '' : `: ${why}`}`,
    ...(parked ? [`  ${words.translated(reason ?? '')}`, `  → ${words.translated(fix ?? '')}`] : []),
    ...columns(rows)
      .split('\n')
      .map((row) => `  ${row}`),
    ...(parked ? [] : rests.map((rest) => restLines(rest, '  ', words))),
  ].join('\n');
}

export function restLines({ target, asked, reason, fix }: TargetRest, before: string, words: Words): string {
  const indent = before.replace('\n', '');
  return [
    `${before}${words.status.rests(target, asked)}`,
    `${indent}  ${words.translated(reason)}`,
    `${indent}  → ${words.translated(fix)}`,
  ].join('\n');
}
