import { list, record, trimmed } from '../../wire/read.ts';
import type { TemplateFacts } from '../provider.ts';

/** What is asked for at once, and how many pages at most: an account may have 6,000 templates. */
export const TEMPLATES_A_PAGE = 200;
export const MOST_PAGES = 60;

/** Reads a page's items; what has neither name nor language is none. Words of states come in small and in capital letters. */
export const readTemplates = (items: unknown): TemplateFacts[] =>
  list(items).flatMap((item) => {
    const template = record(item);
    const name = trimmed(template?.name);
    const language = trimmed(template?.language) ?? trimmed(record(template?.language)?.code);
    if (name === null || language === null) return [];
    const word = (value: unknown) => (trimmed(value) ?? 'UNKNOWN').toUpperCase();
    const { status, category, components } = template ?? {};
    return [{ name, language, status: word(status), category: word(category), components: list(components) }];
  });
