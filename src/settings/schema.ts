import { z } from 'zod';
import { botSettings } from './bot.ts';
import { chatwootSettings } from './chatwoot.ts';
import { notifySettings } from './notify.ts';
import { peopleSettings } from './people.ts';
import { serviceSettings } from './service.ts';
import { llmSettings } from './llm.ts';
import { sttSettings } from './stt.ts';
import { textSettings } from './texts.ts';
import type { Setting } from './setting.ts';
import { whatsappSettings } from './whatsapp.ts';

/** Every variable the product reads, in the order of the documentation. */
export const table = {
  ...chatwootSettings,
  ...whatsappSettings,
  ...botSettings,
  ...llmSettings,
  ...sttSettings,
  ...peopleSettings,
  ...textSettings,
  ...notifySettings,
  ...serviceSettings,
};

export type SettingName = keyof typeof table;

export const settingEntries = Object.entries(table) as [SettingName, Setting][];

type Shapes = { [Name in SettingName]: (typeof table)[Name]['shape'] };

/** The whole environment in one go. */
export const schema = z.object(Object.fromEntries(settingEntries.map(([name, { shape }]) => [name, shape])) as Shapes);

export type Values = z.output<typeof schema>;
