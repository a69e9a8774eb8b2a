import { dictionary, entitle } from '../../parts/language/language.ts';
import { en } from './en.ts';
import { es } from './es.ts';

/** Every text of the page in the present language. */
export const words = dictionary({ es, en });

entitle(() => words.value.title);
