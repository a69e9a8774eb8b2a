import { z } from 'zod';

/** In which language whoever asks reads. */
export const languageShape = z.object({ lang: z.enum(['es', 'en']).default('es') });
