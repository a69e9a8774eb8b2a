import { v7 } from 'uuid';
import type { Settings } from '../config.ts';
import type { EffectOptions } from '../deliver/hand-over.ts';
import type { TellOptions } from '../deliver/tell/tell-state.ts';
import type { DigestChannel } from '../intake/digest-channels.ts';
import type { ListenOptions } from '../listen/listen-options.ts';
import type { Log } from '../observe/log.ts';
import { aboutProvider, providerWords } from '../providers/known.ts';

/** What follows from a handoff and from delivery news, by the settings. */
export function effectsOf(settings: Settings): EffectOptions & TellOptions {
  const { handoff, tokens, chatwoot, uiLanguage, bot, whatsapp } = settings;
  return {
    language: uiLanguage,
    register: chatwoot.enabled ? 'on' : 'off',
    newId: () => v7(),
    quietHours: handoff.quietHours,
    label: handoff.label,
    text: handoff.text,
    hours: handoff.hours,
    timeZone: handoff.timeZone,
    closedText: handoff.closedText,
    texts: settings.texts,
    teamId: handoff.teamId,
    assigneeId: handoff.assigneeId,
    answerLast: handoff.answerLast,
    // Where no bot answers there is nobody to give a conversation back to.
    remindMinutes: bot.chain.length === 0 ? 0 : handoff.remindMinutes,
    giveBackHours: bot.chain.length === 0 ? 0 : handoff.giveBackHours,
    provider: providerWords(whatsapp.provider),
    notes: tokens.bot !== null,
    ticks: tokens.user !== null,
    windowAdvice: windowAdvice(settings),
  };
}

/** Commands in notes are heard by webhook or with a user's token; who cannot be heard is not told to write one. */
function windowAdvice({ agents, listen, tokens }: Settings): TellOptions['windowAdvice'] {
  if (agents.windowTemplate !== null) return 'template';
  return listen.webhookSecret !== null || tokens.user !== null ? 'command' : 'wait';
}

/** How what comes in for a channel is written down. @param bot whether one answers; @param listen null where nobody hears agents */
export function digestOf(
  { settings, log }: { settings: Settings; log: Log },
  bot: boolean,
  listen: ListenOptions | null,
): DigestChannel {
  const sends = aboutProvider(settings.whatsapp.provider).callsTo(settings.whatsapp.values) !== null;
  return {
    ...effectsOf(settings),
    channelId: settings.channel,
    bot,
    hears: sends && settings.stt !== null,
    files: sends && settings.chatwoot.enabled && !settings.chatwoot.dryRun,
    answerMaxAgeMs: settings.answerMaxAgeMs,
    operator: settings.notify.phone,
    listen,
    log,
  };
}
